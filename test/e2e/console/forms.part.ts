import { button, type ConsoleDriver, consolePart, see } from '../../console/driver.js';

export const forms = consolePart('A form of the console', (current) => {
  let driver: ConsoleDriver;
  beforeAll(() => {
    driver = current();
  });

  it('shows what it sends after one of its items was removed [S2-58]', async () => {
    const page = await driver.enter('/submit?kind=contact_analysis');
    const forms = page.getByRole('group', { name: /^Item/ });
    for (const [n, name] of ['Ana', 'Otto', 'Bruno'].entries()) {
      if (n > 0) await button(page, 'Another item').click();
      await forms.nth(n).getByLabel('Id *').fill(name);
      await forms.nth(n).getByLabel('Data *').fill(`{"name":"${name}"}`);
    }
    await forms.first().getByRole('button', { name: 'Remove' }).click();
    await see(page, '2 will run');
    for (const [n, name] of ['Otto', 'Bruno'].entries()) {
      expect(await forms.nth(n).getByLabel('Id *').inputValue()).toBe(name);
      expect(await forms.nth(n).getByLabel('Data *').inputValue()).toBe(`{"name":"${name}"}`);
    }
  });

  it('reads pasted rows under a header whose first cell is empty [S2-58]', async () => {
    const page = await driver.enter('/submit?kind=contact_analysis');
    await page.getByRole('tab', { name: 'File or paste' }).click();
    const box = page.getByLabel('Or paste rows');
    await box.fill('\n\tid\tname\n1\tpasted-1\tAna\n2\tpasted-2\t\n');
    await box.blur();
    await see(page, '2 will run');
  });

  it('takes every number as it is typed', async () => {
    const page = await driver.enter('/submit?kind=company_extraction');
    const box = page.getByRole('spinbutton', { name: 'Min confidence' });
    await box.pressSequentially('0.05');
    expect(await box.inputValue()).toBe('0.05');
  });
});
