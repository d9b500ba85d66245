import { guessDomains } from './guess-domain.js';

describe('guessDomains', () => {
  it('tries the suffix of the country before .com, then hyphens and newer suffixes', () => {
    expect(guessDomains('Marks & Spencer plc', 'GB')).toEqual([
      'marksandspencer.co.uk',
      'marksandspencer.com',
      'marks-and-spencer.co.uk',
      'marks-and-spencer.com',
      'marksandspencer.io',
      'marksandspencer.ai',
      'marksandspencer.co',
      'marksandspencer.org',
    ]);
  });

  it('spells umlauts both ways', () => {
    expect(guessDomains('Müller GmbH', 'DE').slice(0, 4)).toEqual([
      'muller.de',
      'muller.com',
      'mueller.de',
      'mueller.com',
    ]);
  });

  it('tries a name that is a domain unchanged first', () => {
    expect(guessDomains('Booking.com', 'US')[0]).toBe('booking.com');
    expect(guessDomains('OpenAI', 'US')[0]).toBe('openai.com');
  });

  it.each(['ソニー', '…', '', '../../etc/passwd\u0000', `x${'y'.repeat(300)}`])(
    'only returns valid host names for %j',
    (name) => {
      for (const guess of guessDomains(name, 'US')) expect(guess).toMatch(/^[a-z0-9-]{1,63}(?:\.[a-z]+)+$/);
    },
  );
});
