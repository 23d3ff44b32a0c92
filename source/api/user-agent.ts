import manifest from '../../package.json' with {type: 'json'};

export const userAgent = `${manifest.name}/${manifest.version}`;
