import manifest from '../../package.json' with {type: 'json'};

/** The `User-Agent` header. */
export const userAgent = `${manifest.name}/${manifest.version}`;
