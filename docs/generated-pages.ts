import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {configSchemaText} from './config-schema.ts';
import {configurationPage} from './configuration-page.ts';
import {eventsSchemaText} from './events-schema.ts';
import {eventsTypesText} from './events-types.ts';
import {keysPage} from './keys-page.ts';

/** Returns the text of each generated file, by its path. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
	const texts: Readonly<Record<string, string>> = {
		'KEYS.md': keysPage('en'),
		'zh-CN/KEYS.md': keysPage('zh'),
		'CONFIGURATION.md': configurationPage(read('CONFIGURATION.md'), 'en'),
		'zh-CN/CONFIGURATION.md': configurationPage(read('zh-CN/CONFIGURATION.md'), 'zh'),
		'config.schema.json': configSchemaText(),
		'events.schema.json': eventsSchemaText(),
		'events.d.ts': eventsTypesText(),
	};
	const pages = Object.entries(texts).map(async ([name, text]) => {
		const path = pathOf(name);
		return [path, await format(text, {...(await resolveConfig(path)), filepath: path})] as const;
	});
	return new Map(await Promise.all(pages));
}

function pathOf(name: string): string {
	return join(import.meta.dirname, name);
}

function read(name: string): string {
	return readFileSync(pathOf(name), 'utf8');
}
