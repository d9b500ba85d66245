module.exports = async () => {
  await globalThis.batchwrightTearDown?.();
};
