import { text } from '../text/text';
import { say } from './toast';

/** Copies a text and says whether it worked; pages that were not loaded over TLS have no clipboard. */
export async function copy(words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    say(text.copied);
  } catch {
    say(text.notCopied);
  }
}
