// Set up for the Jest project `distributed`; service.ts reads it.
process.env.BATCHWRIGHT_TEST_PLACE = 'distributed';
