import manifest from '../../package.json' with {type: 'json'};

/** How this program names itself to the service. */
export const userAgent = `${manifest.name}/${manifest.version}`;
