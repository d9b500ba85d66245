import { describeAccessibility } from '../findings/accessibility.js';
import { readPage } from './read-page.js';

const page = (html: string) => readPage(Buffer.from(html), 'utf-8');
const XHTML = '-//W3C//DTD XHTML 1.0';

describe('doctype, as Lighthouse checks it', () => {
  it.each([
    ['<!doctype html>', true],
    ['<!DOCTYPE HTML>', true],
    ['\n<!-- made by hand -->\n<!doctype html>', true],
    ['<!DOCTYPE html SYSTEM "about:legacy-compat">', true],
    [`<!DOCTYPE html PUBLIC "${XHTML} Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">`, true],
    ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">', true],
    [`<!DOCTYPE html PUBLIC "${XHTML} Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">`, false],
    [`<!DOCTYPE html PUBLIC '${XHTML} Frameset//EN' ''>`, false],
    ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">', false],
    ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">', false],
    ['<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">', false],
    ['<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML//EN">', false],
    ['<!doctype foo>', false],
    ['', false],
    ['<html>', false],
  ])('says whether %j is a right one', (doctype, right) => expect(page(`${doctype}<title>x</title><p>y`).mode === 'no-quirks').toBe(right));
}); // prettier-ignore

describe('labels of inputs and text areas, as the rule "label" has them', () => {
  it.each([
    ['<label for="a">Name</label><input id="a">', true],
    ['<input id="a"><label for="a">Name</label>', true],
    ['<label>Name <input></label>', true],
    ['<label><input></label>', false],
    ['<label for="a"></label><input id="a">', false],
    ['<label for="b">Name</label><input id="a">', false],
    ['<input>', false],
    ['<input placeholder="Search">', true],
    ['<input placeholder=" ">', false],
    ['<input title="Search">', true],
    ['<input aria-label="Search">', true],
    ['<span id="s">Search</span><input aria-labelledby="s">', true],
    ['<textarea></textarea>', false],
    ['<textarea placeholder="Your message"></textarea>', true],
    ['<input type="hidden"><input type="submit"><input type="image"><input type="reset"><input type="button">', true],
    ['<select><option>1</select>', true],
    ['<div style="display: none"><input></div>', true],
    ['<div hidden><p><input></p></div>', true],
    ['<div aria-hidden="true"><input></div>', true],
    ['<dialog><input></dialog>', true],
    ['<dialog open><input></dialog>', false],
    ['<template><input></template>', true],
    ['<label for="c"><img src="q.png" alt="Query"></label><input id="c" type="checkbox">', true],
    ['<input type="checkbox"> Remember me', false],
  ])('says whether %j has one', (html, right) => {
    expect(describeAccessibility(page(`<!doctype html><form>${html}</form>`)).controls.unlabelled === 0).toBe(right);
  });

  it('has selects in a rule of their own', () => {
    const { selects } = describeAccessibility(page('<select></select><label>Size <select></select></label>'));
    expect(selects).toEqual({ count: 2, unlabelled: 1 });
  });
}); // prettier-ignore

describe('texts of images, as the rule "image-alt" has them', () => {
  it.each([
    ['<img alt="A boat">', true],
    ['<img alt="">', true],
    ['<img alt>', true],
    ['<img>', false],
    ['<img alt=" ">', false],
    ['<img title="A boat">', true],
    ['<img title="">', false],
    ['<img aria-label="A boat">', true],
    ['<p id="b">Boat</p><img aria-labelledby="b">', true],
    ['<img role="presentation">', true],
    ['<img role="none">', true],
    ['<img aria-hidden="true">', true],
    ['<div hidden><img></div>', true],
    ['<div style="visibility:hidden"><img></div>', true],
    ['<a href="/"><img></a>', false],
    ['<picture><source srcset="a.webp"><img></picture>', false],
    ['<noscript><img></noscript>', true],
  ])('says whether %j has one', (html, right) => {
    expect(describeAccessibility(page(`<!doctype html>${html}`)).images.without_alt === 0).toBe(right);
  });
}); // prettier-ignore
