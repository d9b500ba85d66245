import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useState } from 'react';
import { addressOf } from '../api/client';
import { signIn, useSession } from '../api/session';
import { hasTicket, takeTicket } from '../api/ticket';
import { usePlace } from '../app/place';
import { text } from '../text/text';
import { Button, Field } from '../ui/kit';
import { Fault, Loading } from '../ui/states';

export default function SignIn() {
  const session = useSession();
  const [{ then }] = usePlace();
  const navigate = useNavigate();
  const [key, setKey] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isByLink] = useState(hasTicket);
  const [isBusy, setBusy] = useState(isByLink);
  const enter = (credential: Parameters<typeof signIn>[0]): void => {
    setBusy(true);
    signIn(credential)
      .catch(setFault)
      .finally(() => setBusy(false));
  };
  useEffect(() => {
    const ticket = takeTicket();
    if (ticket !== undefined) enter({ ticket });
  }, []);
  useEffect(() => {
    if (session.data !== null && session.data !== undefined && !isBusy)
      void navigate({ href: placeOf(then), replace: true });
  }, [session.data, isBusy]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setFault(null);
    if (key.trim() !== '') enter({ key: key.trim() });
  };
  return (
    <main className="sign-in">
      <div className="panel stack">
        <div className="row">
          <img src={addressOf('console/icon.svg')} alt="" width={32} height={32} />
          <h1>{text.signIn.title}</h1>
        </div>
        {isBusy && isByLink && fault === null ? (
          <Loading rows={2} />
        ) : (
          <form className="stack" onSubmit={submit}>
            <Field label={text.signIn.key} hint={text.signIn.hint}>
              {(props) => (
                <input
                  {...props}
                  className="input mono"
                  type="password"
                  autoComplete="off"
                  spellCheck={false}
                  autoFocus
                  value={key}
                  onChange={({ target }) => setKey(target.value)}
                />
              )}
            </Field>
            {fault !== null && <Fault error={fault} />}
            {fault === null && session.error !== null && <Fault error={session.error} />}
            <Button type="submit" look="primary" busy={isBusy} disabled={key.trim() === ''}>
              {text.signIn.enter}
            </Button>
          </form>
        )}
        <p className="faint small">{text.signIn.link}</p>
      </div>
    </main>
  );
}

/** The page one came from; never an address outside the console that somebody put into a link. */
function placeOf(then: string | undefined): string {
  if (then === undefined || !/^\/(?![/\\])/.test(then)) return '/';
  const { pathname, search } = new URL(then, 'http://console');
  return `${pathname}${search}`;
}
