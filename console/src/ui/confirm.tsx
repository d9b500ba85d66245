import type { ReactNode } from 'react';
import { text } from '../text/text';
import { Button, Dialog } from './kit';
import { Fault } from './states';

interface ConfirmProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly word: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly children: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something is done that cannot be taken back. */
export function Confirm({ title, word, busy, error, children, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.back}</Button>
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {word}
          </Button>
        </>
      }
    >
      <div className="stack">
        {children}
        <Fault error={error} />
      </div>
    </Dialog>
  );
}
