import { readPage } from './read-page.js';

const page = (html: string) => readPage(Buffer.from(html), 'utf-8');

describe('readPage', () => {
  it('reads the facts of an ordinary page', () => {
    const facts = page(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One
      title</title><meta name="Description" content="About"><link rel="stylesheet" href="/a.css">
      <script src="/a.js" defer></script><script>var a = 1;</script></head>
      <body><h1>Hi</h1><h3>Skipped</h3><img src="/a.png" alt=""><img src="/b.png">
      <a href="/x"><img src="/c.png" alt="Home"></a><a href="/y"></a><a href="/z">Read more</a>
      <label for="q">Search</label><input id="q"><input name="n"><label>In <input></label><button></button>
      <p id="p"></p><p id="p"></p></body></html>`);
    expect(facts.doctype).toBe('html');
    expect(facts.lang).toBe('en');
    expect(facts.titles).toEqual(['One title']);
    expect(facts.metas).toContainEqual({ name: 'description', content: 'About' });
    expect(facts.headings).toEqual([1, 3]);
    expect(facts.inlineScriptBytes).toBe(10);
    expect(facts.scripts[0]).toMatchObject({ src: '/a.js', defer: true, async: false, inHead: true });
    expect(facts.images.map((image) => image.alt)).toEqual(['', null, 'Home']);
    expect(facts.naming.links).toEqual({ count: 3, unnamed: 1, generic: 1 });
    expect(facts.naming.controls).toEqual({ count: 3, unlabelled: 1 });
    expect(facts.naming.buttons).toEqual({ count: 1, unnamed: 1 });
    expect(facts.duplicateIds).toEqual(['p']);
    expect(facts.truncated).toBe(false);
  });

  it('ignores templates and noscript, and titles inside SVGs', () => {
    const facts =
      page(`<title>Page</title><template><img src="/t.png"></template><noscript><img src="/n.png"></noscript>
      <svg><title>Icon</title></svg>`);
    expect(facts.imageCount).toBe(0);
    expect(facts.titles).toEqual(['Page']);
  });

  it('counts JSON-LD blocks, those that parse, and their types', () => {
    const facts =
      page(`<script type="application/ld+json">{"@type":["Organization","Brand"],"x":{"@type":"Person"}}</script>
      <script type="application/ld+json">{broken</script>`);
    expect(facts.structuredData).toEqual({ blocks: 2, valid: 1, types: ['Organization', 'Brand', 'Person'] });
  });

  it('decodes by the header, then by the document', () => {
    const latin = Buffer.from('<meta charset="iso-8859-1"><title>caf\u00e9</title>', 'latin1');
    expect(readPage(latin, null).titles).toEqual(['café']);
    expect(readPage(latin, 'windows-1252').titles).toEqual(['café']);
  });

  it('stops at the depth limit and sets truncated', () => {
    const facts = page('<div>'.repeat(2_000));
    expect(facts.truncated).toBe(true);
    expect(facts.maxDepth).toBeLessThanOrEqual(513);
  });

  it('stops at the node limit and sets truncated', () => {
    const facts = page('<br>'.repeat(210_000));
    expect(facts.truncated).toBe(true);
    expect(facts.elementCount).toBeLessThanOrEqual(200_000);
  });
});
