import assert from 'node:assert/strict';
import {dirname, resolve} from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import type {Run} from '../../../../source/core/run.ts';
import {foreignName} from '../../../../source/core/text/sanitize.ts';
import {
	nameTemplate,
	numberedName,
	suggestedName,
	targetOf,
} from '../../../../source/features/outputs/download/file-naming.ts';
import '../../../helpers/time-zone.ts';
import {execution, output} from '../../../helpers/values.ts';
import {requestOf, run} from './set-up.ts';

/** Characters and parts that broke file names before. */
const pieces = [
	...'./\\\uD800~<>\uDC00"|?*\0\u0007\n\u007F\u009B\u202E\u2066\u200B\u200D\uFEFF\u00AD\u3164\u{E0001}',
	...'\uFFFE\u{10FFFF}\uE000 \u00A0\u3000éßİ\u0340𝒳&#!',
	...String.raw`.. ../ /etc/passwd C:\ \\host\share\ ~root/ -rf .ssh %2e%2e%2f %00 $(id) a::$DATA ...`.split(
		' ',
	),
	...'.part .png .tar.gz .desktop .lnk a \u001B]0;x\u0007'.split(' '),
	'a'.repeat(300),
	'界'.repeat(200),
	'\u0301'.repeat(200),
	'a.'.repeat(150),
	'🙂'.repeat(100),
];
const anyText = fc.oneof(
	fc.string({unit: 'binary', maxLength: 400}),
	fc.array(fc.constantFrom(...pieces), {maxLength: 5}).map(parts => parts.join('')),
);

const request = requestOf(new URL('https://cdn.example/a/cat.png'));

type Naming = {
	readonly template?: string | null;
	readonly key?: string;
	readonly name?: string | null;
	readonly mediaType?: string;
	readonly kind?: 'image' | 'file';
	readonly run?: Run;
};

/** The path of a saved file, with `/` between its parts. */
function pathOf({template = null, key = 'k', mediaType = '', name = null, ...of}: Naming): string {
	const made = {...output(key, 'https://cdn.example/a'), kind: of.kind ?? 'file'};
	const named = {...request, run: of.run ?? request.run, output: made};
	const target = targetOf(template, named, name, mediaType);
	return [...target.folders, numberedName(target.name, 1)].join('/');
}

/** Asserts that a name is safe. `from` is the text that it was made of. */
function assertSafe(name: string, from: string): void {
	const say = `${JSON.stringify(name)} from ${JSON.stringify(from)}`;
	assert.ok(Buffer.byteLength(name) > 0 && Buffer.byteLength(name) <= 240, say);
	assert.doesNotMatch(name, /[/\\<>:"|?*\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u, say);
	assert.doesNotMatch(name, /^[-.~ ]|[. ]$/, say);
	assert.equal(dirname(resolve('/folder', name)), '/folder', say);
	assert.ok(name.isWellFormed(), say);
}

test('whatever a host, the API or a title say, a name is a direct child of its folder', () => {
	fc.assert(
		fc.property(anyText, anyText, anyText, fc.option(anyText), (title, key, seed, name) => {
			const of = {...request.run, id: title, title: foreignName(title)};
			const inputs = [{key: foreignName('seed'), value: foreignName(seed)}];
			assertSafe(pathOf({run: of, key, name}), `${title}|${key}|${name}`);
			const template = '{title}/{input.seed}/{title} {key}.{name}.{ext}';

			for (const part of pathOf({template, key, name, run: {...of, inputs}}).split('/')) {
				assertSafe(part, `${title}|${key}|${seed}|${name}`);
			}
		}),
		{numRuns: 1000},
	);
});

test('run, key and name stay readable; the kind decides the extension, else the type of the file', () => {
	for (const [naming, expected] of [
		[{name: 'PORTRAIT.PNG'}, '-k-PORTRAIT.png'],
		[{mediaType: 'image/webp'}, '-k.webp'],
		[{mediaType: 'constructor'}, '-k'],
		[{name: 'example-output', mediaType: 'image/png'}, '-k-example-output.png'],
		[{name: 'said.jpg', mediaType: 'image/png'}, '-k-said.jpg'],
		[{name: 'models.tar.gz'}, '-k-models.tar.gz'],
		[{name: '江南 烟雨.mp4'}, '-k-江南_烟雨.mp4'],
		[{name: 'C:\\Users\\me\\a.png'}, '-k-a.png'],
		[{name: 'a.b c'}, '-k-a.b_c'],
		[{name: 'k.png'}, '-k.png'],
		[{name: 'v1.2'}, '-k-v1.2'],
		[{name: 'a.exe', kind: 'image', mediaType: 'image/webp'}, '-k-a.webp'],
		[{name: 'a.desktop', kind: 'image'}, '-k-a.png'],
	] as const) {
		assert.equal(pathOf(naming), run + expected);
	}

	assert.equal(numberedName({stem: 'a', extension: '.tar.gz'}, 3), 'a-3.tar.gz');
});

test('Content-Disposition names the file, in any of its forms; else the address does', () => {
	for (const [disposition, expected] of [
		['attachment; filename="b.png"', 'b.png'],
		['inline; filename=b.png', 'b.png'],
		[`attachment; filename="b.png"; filename*=UTF-8''%E5%9B%BE.png`, '图.png'],
		// UTF-8 in the header, as decoded from there.
		[`attachment; filename="${Buffer.from('图片.png').toString('latin1')}"`, '图片.png'],
		[`attachment; filename="\u00E9.png"`, 'é.png'],
		['attachment; filename=""', 'a.png'],
		['', 'a.png'],
		['\u0001;;;===', 'a.png'],
		['attachment; filename="secret.png"', '[key].png'],
	] as const) {
		const address = new URL('https://cdn.example/out/a.png?x=1');
		const header = (name: string) => (name === 'content-disposition' ? disposition : '');
		const redact = (text: string) => text.replace('secret', '[key]');
		assert.equal(suggestedName({header, address}, null, redact), expected, disposition);
	}
});

const subject: Run = {
	...request.run,
	title: foreignName('文生图 v3'),
	execution: execution({
		createdAt: Date.parse('2026-11-26T09:05:07+08:00'),
		outputs: [output('n1_images', 'https://cdn.example/b.png'), output('n9_images', '')],
		workflowId: foreignName('wf_1'),
	}),
	inputs: [
		{key: foreignName('6.text'), value: foreignName('雨夜 / 霓虹')},
		{key: foreignName('3.seed'), value: foreignName('42')},
	],
};

test('placeholders give folders and a name; a missing value is left out with its separator', () => {
	for (const [template, expected] of [
		['{date}/{title}/{label}-{input.seed}-{key}.{ext}', '2026-11-26/文生图_v3/42-n9_images.png'],
		['{time}_{index} {name}', '09-05-07_2_cat.png'],
		['{input.6.text}-{input.none}-{workflow}', '雨夜_霓虹-wf_1.png'],
		['{ext}/{id}', `png/${run}.png`],
		['{label}/{key}', 'n9_images.png'],
		// The usual name if it is empty.
		['{label}.{ext}', `${run}-n9_images-cat.png`],
	] as const) {
		assert.match(template, nameTemplate);
		assert.equal(pathOf({template, run: subject, key: 'n9_images', name: 'cat.PNG'}), expected);
	}
});

test('an invalid template is not accepted', () => {
	const absolute = ['', '/{key}', '~/{key}', 'C:{key}', 'a\\{key}'];
	const upwards = ['../{key}', 'a/../{key}', 'a/./b', 'a//b', '{key}/'];
	const unknown = ['{keys}', '{input.}', '{input.a/b}', '{key', 'key}'];

	for (const template of [...absolute, ...upwards, ...unknown]) {
		assert.doesNotMatch(template, nameTemplate);
	}
});
