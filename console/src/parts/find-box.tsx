import { type SubmitEvent, useState } from 'react';
import { text } from '../text/text';
import { Button } from '../ui/kit';

/** A text that is searched for when one says so. */
export function FindBox({
  label,
  value,
  onFind,
}: {
  readonly label: string;
  readonly value: string;
  readonly onFind: (words: string) => void;
}) {
  const [words, setWords] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setWords(value);
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onFind(words.trim());
  };
  return (
    <form className="filters" onSubmit={submit}>
      <input
        className="input search"
        type="search"
        maxLength={200}
        aria-label={label}
        placeholder={label}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <Button type="submit" icon="search">
        {text.search.go}
      </Button>
    </form>
  );
}
