import { useState } from 'react';

/** A text that filters when one presses Enter or leaves it. */
export function TextFilter({
  label,
  value,
  onChange,
  className = '',
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly className?: string;
}) {
  const [words, setWords] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setWords(value ?? '');
  }
  const apply = (): void => {
    if (words !== (value ?? '')) onChange(words.trim() === '' ? undefined : words.trim());
  };
  return (
    <input
      className={`input ${className}`}
      type="search"
      maxLength={200}
      aria-label={label}
      placeholder={label}
      value={words}
      onChange={({ target }) => setWords(target.value)}
      onBlur={apply}
      onKeyDown={({ key }) => key === 'Enter' && apply()}
    />
  );
}
