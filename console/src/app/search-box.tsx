import { useNavigate, useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useState } from 'react';
import type { Search } from './router';
import { text } from '../text/text';
import { Icon } from '../ui/icon';

/** One box for everything: an id, a reference, a name, a URL, a company, words out of an error. */
export function SearchBox() {
  const { find }: Search = useSearch({ strict: false });
  const [words, setWords] = useState(find ?? '');
  const navigate = useNavigate();
  useEffect(() => setWords(find ?? ''), [find]);
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    const q = words.trim();
    if (q === '') return;
    void navigate({ to: '/search', search: { find: q } });
  };
  return (
    <form role="search" onSubmit={search}>
      <Icon name="search" />
      <label className="hidden-label" htmlFor="search-box">
        {text.search.label}
      </label>
      <input
        id="search-box"
        className="input"
        type="search"
        maxLength={200}
        placeholder={text.search.placeholder}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
    </form>
  );
}
