import { MOST_REMEMBERED, Remembered } from './remembered';

function remembered(text?: string): { readonly own: Remembered; readonly place: { text: string | undefined } } {
  const place = { text };
  const own = new Remembered({ read: () => place.text, write: (next) => (place.text = next) });
  return { own, place };
}

const mapping = { columns: { Name: 'data.name' } };

describe('Mappings that are remembered', () => {
  it('are found again for a file of the same kind with the same columns, in any order', () => {
    const { own } = remembered();
    own.keep('contact_analysis', ['Id', 'Name'], mapping);
    expect(own.find('contact_analysis', ['Name', 'Id'])).toEqual(mapping);
    expect(own.find('contact_analysis', ['Name'])).toBeUndefined();
    expect(own.find('url_analysis', ['Id', 'Name'])).toBeUndefined();
  });

  it('can be forgotten, which a mapping is that the service refused', () => {
    const { own } = remembered();
    own.keep('contact_analysis', ['Name'], mapping);
    own.forget('contact_analysis', ['Name']);
    expect(own.find('contact_analysis', ['Name'])).toBeUndefined();
  });

  it('are a bounded number, the newest', () => {
    const { own, place } = remembered();
    for (let n = 0; n <= MOST_REMEMBERED; n += 1) own.keep('kind', [`column ${n}`], mapping);
    expect(JSON.parse(place.text ?? '')).toHaveLength(MOST_REMEMBERED);
    expect(own.find('kind', ['column 0'])).toBeUndefined();
    expect(own.find('kind', [`column ${MOST_REMEMBERED}`])).toEqual(mapping);
  });

  it('are none when what is stored is broken', () => {
    for (const text of ['{', '{}', '[1, ["a"]]', '[["a", null]]']) {
      const { own } = remembered(text);
      expect(own.find('kind', ['a'])).toBeUndefined();
      own.keep('kind', ['a'], mapping);
      expect(own.find('kind', ['a'])).toEqual(mapping);
    }
  });
});
