const { satisfies } = require('semver');

/** Whether a package with this range of engines accepts a version of Node, by npm's own reading of ranges. */
const acceptsNode = (range, version) => satisfies(version, range);

module.exports = { acceptsNode };
