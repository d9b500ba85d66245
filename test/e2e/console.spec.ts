import { ConsoleDriver } from '../console/driver.js';
import { describeWith } from '../support/programs.js';
import { browser } from './console/browser.part.js';
import { forms } from './console/forms.part.js';
import { keyboard } from './console/keyboard.part.js';
import { safety } from './console/safety.part.js';
import { unseen } from './console/unseen.part.js';

// One browser before one service: to start both takes as much processor time as most of these parts.
describeWith('chromium', 'The console', () => {
  let driver: ConsoleDriver;
  beforeAll(async () => {
    driver = await ConsoleDriver.start();
  });
  afterAll(() => driver.close());
  // Exceptions, errors, dialogs and breaches of the policy of any page fail the test.
  afterEach(() => driver.closePages());

  for (const part of [browser, forms, keyboard, unseen, safety]) part(() => driver);
});
