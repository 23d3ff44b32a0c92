import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {configSchemaText} from './config-schema.ts';
import {eventsSchemaText} from './events-schema.ts';
import {eventsTypesText} from './events-types.ts';
import {keysPage} from './keys-page.ts';

// `npm run pages` writes the generated pages. A test checks that they are up to date.
const pages: Readonly<Record<string, string>> = {
	'KEYS.md': keysPage(),
	'config.schema.json': configSchemaText(),
	'events.schema.json': eventsSchemaText(),
	'events.d.ts': eventsTypesText(),
};

for (const [name, text] of Object.entries(pages)) {
	const file = join(import.meta.dirname, name);
	writeFileSync(file, await format(text, {...(await resolveConfig(file)), filepath: file}));
}
