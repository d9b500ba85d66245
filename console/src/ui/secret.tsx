import { text } from '../text/text';
import { copy } from './copy';
import { Button, Code, Dialog } from './kit';

interface SecretProps {
  readonly title: string;
  readonly hint: string;
  readonly value: string;
  onClose(): void;
}

/** Something that is shown once: only the button that says that it is kept closes it. */
export function Secret({ title, hint, value, onClose }: SecretProps) {
  return (
    <Dialog
      title={title}
      closes="by-button"
      onClose={onClose}
      footer={
        <>
          <Button icon="copy" onClick={() => void copy(value)}>
            {text.copy}
          </Button>
          <Button look="primary" onClick={onClose}>
            {text.keys.kept}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{hint}</p>
        <Code value={value} />
      </div>
    </Dialog>
  );
}
