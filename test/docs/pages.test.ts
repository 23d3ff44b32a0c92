import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {relative} from 'node:path';
import test from 'node:test';
import {Ajv} from 'ajv';
import fc from 'fast-check';
import * as v from 'valibot';
import {configJsonSchema} from '../../docs/config-schema.ts';
import {generatedPages, keysPage} from '../../docs/pages.ts';
import {configSchema, settingNames} from '../../source/config/config-schema.ts';
import {keysOf} from '../../source/features/key-hints.ts';
import {keymap} from '../../source/features/keymap.ts';
import {keyName} from '../../source/ui/key-name.ts';
import {glyphsFor} from '../../source/ui/theme/glyphs.ts';
import {root} from '../helpers/program.ts';

test('the generated pages are up to date (`npm run pages` writes them)', async () => {
	for (const [path, text] of await generatedPages()) {
		assert.equal(readFileSync(path, 'utf8'), text, relative(root, path));
	}
});

test('the page of keys has every command with all its keys', () => {
	const page = keysPage('en');

	for (const binding of keymap) {
		for (const key of keysOf(binding)) {
			const code = key === '`' ? '`` ` ``' : `\`${keyName(key, glyphsFor(false))}\``;
			assert.ok(page.includes(code.replaceAll('|', String.raw`\|`)), `${binding.id}: ${key}`);
		}
	}
});

test('the published schema describes every setting', () => {
	const {properties} = configJsonSchema() as {
		properties: Record<string, {description?: string; additionalProperties?: unknown}>;
	};
	const profile = properties['profiles']?.additionalProperties as {
		properties: Record<string, {description?: string}>;
	};

	for (const name of settingNames) {
		assert.match(properties[name]?.description ?? '', /\w/, name);
		assert.match(profile.properties[name]?.description ?? '', /\w/, name);
	}
});

test('the published schema and the program accept the same configs', () => {
	const validate = new Ajv({strict: false}).compile(configJsonSchema());
	const value = fc.oneof(
		fc.boolean(),
		fc.constantFrom(0, 0.2, 1, 2.5, 64, 65, 86_400, 86_401, -1),
		fc.constantFrom('', 'zh', 'en', 'mono', 'terminal', 'x', 'https://a.example'),
		fc.constant(null),
		fc.array(fc.constantFrom('f7', 'F', 3), {maxLength: 2}),
	);
	// A schema does not say which addresses are valid.
	const names = settingNames.filter(name => name !== 'baseUrl' && name !== 'proxy');
	const layer = fc.dictionary(fc.constantFrom(...names, 'unknown'), value, {maxKeys: 3});
	const config = fc.tuple(
		layer,
		fc.option(fc.dictionary(fc.constantFrom('a', 'b'), layer, {maxKeys: 2}), {nil: undefined}),
	);
	let accepted = 0;
	fc.assert(
		fc.property(config, ([base, profiles]) => {
			const content = JSON.parse(
				JSON.stringify({...base, ...(profiles === undefined ? {} : {profiles})}),
			) as unknown;
			const own = v.safeParse(configSchema, content).success;
			accepted += own ? 1 : 0;
			assert.equal(validate(content), own, JSON.stringify(content));
		}),
		{numRuns: 1000},
	);
	assert.ok(accepted > 50);
});
