import assert from 'node:assert/strict';
import {dirname, resolve} from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import type {Run} from '../../../../source/core/run.ts';
import {foreignName} from '../../../../source/core/text/sanitize.ts';
import {
	safeName as nameOfKind,
	nameTemplate,
	numbered,
	suggestName,
	targetOf,
} from '../../../../source/features/outputs/download/file-naming.ts';
import {execution, output} from '../../../helpers/values.ts';
import {orderFor, run} from './set-up.ts';

/** The name of a file whose kind allows every extension. */
function safeName(from: Omit<Parameters<typeof nameOfKind>[0], 'kind'>) {
	return nameOfKind({...from, kind: 'file'});
}

/** Characters and parts that broke file names before. */
const pieces = [
	...'./\\\uD800~<>\uDC00"|?*\0\u0007\n\u007F\u009B\u202E\u2066\u200B\u200D\uFEFF\u00AD\u3164\u{E0001}',
	...'\uFFFE\u{10FFFF}\uE000 \u00A0\u3000éßİ\u0340𝒳&#!',
	...String.raw`.. ../ /etc/passwd C:\ \\host\share\ ~root/ -rf .ssh %2e%2e%2f %00 $(id) a::$DATA ...`.split(
		' ',
	),
	...'CON nul AUX.txt com1 LPT¹ CONIN$ .part .png .tar.gz .desktop .lnk a \u001B]0;x\u0007'.split(
		' ',
	),
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

/** Asserts that a name is safe. `from` is the text that it was made of. */
function assertSafe(name: string, from: string): void {
	const say = `${JSON.stringify(name)} from ${JSON.stringify(from)}`;
	assert.ok(Buffer.byteLength(name) > 0 && Buffer.byteLength(`${name}.part.json`) <= 255, say);
	assert.doesNotMatch(name, /[/\\<>:"|?*\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u, say);
	assert.doesNotMatch(name, /^[-.~ ]|[. ]$/, say);
	assert.doesNotMatch(
		name,
		/^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i,
		say,
	);
	assert.equal(dirname(resolve('/folder', name)), '/folder', say);
	assert.ok(name.isWellFormed(), say);
}

test('a name made of anything is a direct child of its folder (F4)', () => {
	fc.assert(
		fc.property(
			anyText,
			anyText,
			fc.option(anyText),
			fc.integer({min: 1, max: 999}),
			(runId, key, suggested, count) => {
				const name = numbered(safeName({runId, key, suggested}), count);
				assertSafe(name, `${runId}|${key}|${suggested ?? ''}`);
			},
		),
		{numRuns: 2000},
	);
});

test('run, key and name stay readable, and the extension stays an extension', () => {
	const name = (suggested: string | null, extension = '') =>
		numbered(safeName({runId: 'wfrun_1', key: 'n9_images.0', suggested, extension}), 1);
	assert.equal(name('portrait.png'), 'wfrun_1-n9_images.0-portrait.png');
	assert.equal(name('PORTRAIT.PNG'), 'wfrun_1-n9_images.0-PORTRAIT.png');
	assert.equal(name(null, '.png'), 'wfrun_1-n9_images.0.png');
	assert.equal(name('example-output', '.png'), 'wfrun_1-n9_images.0-example-output.png');
	assert.equal(name('models.tar.gz'), 'wfrun_1-n9_images.0-models.tar.gz');
	assert.equal(name('江南 烟雨.mp4'), 'wfrun_1-n9_images.0-江南_烟雨.mp4');
	assert.equal(name('C:\\Users\\me\\a.png'), 'wfrun_1-n9_images.0-a.png');
	assert.equal(name('a.b c'), 'wfrun_1-n9_images.0-a.b_c');
	assert.equal(name('n9_images.0'), 'wfrun_1-n9_images.0');
	const archive = safeName({runId: 'wfrun_1', key: 'k', suggested: 'a.tar.gz'});
	assert.equal(numbered(archive, 3), 'wfrun_1-k-a-3.tar.gz');
});

const address = new URL('https://cdn.example/out/a.png?x=1');

for (const [disposition, expected] of [
	['attachment; filename="b.png"', 'b.png'],
	['inline; filename=b.png', 'b.png'],
	[`attachment; filename="b.png"; filename*=UTF-8''%E5%9B%BE.png`, '图.png'],
	[`attachment; filename*=iso-8859-1''%E9.png`, 'é.png'],
	// UTF-8 in the header, as decoded from there.
	[`attachment; filename="${Buffer.from('图片.png').toString('latin1')}"`, '图片.png'],
	[`attachment; filename="\u00E9.png"`, 'é.png'],
	['attachment; filename=""', 'a.png'],
	['attachment', 'a.png'],
	['', 'a.png'],
	['filename=', 'a.png'],
	['\u0001;;;===', 'a.png'],
] as const) {
	test(`Content-Disposition ${JSON.stringify(disposition)} means ${expected}`, () => {
		const headers = {'content-disposition': disposition};
		assert.equal(suggestName(null, {headers, address}, text => text).suggested, expected);
	});
}

test('no header makes naming fail', () => {
	fc.assert(
		fc.property(anyText, anyText, anyText, (disposition, contentType, contentEncoding) => {
			const headers = {
				'content-disposition': disposition,
				'content-type': contentType,
				'content-encoding': contentEncoding,
			};
			const {suggested, extension = ''} = suggestName(null, {headers, address}, text => text);
			assertSafe(numbered(safeName({runId: 'r', key: 'k', suggested, extension}), 1), disposition);
		}),
		{numRuns: 1000},
	);
});

test('a name without an extension gets that of its type; the final address is used last', () => {
	for (const [name, contentType, path, expected] of [
		['example-output', 'image/png; charset=x', 'blob', 'r-k-example-output.png'],
		[null, 'image/webp', '', 'r-k.webp'],
		[null, 'constructor', '', 'r-k'],
		['said.jpg', 'image/png', 'out/a.png', 'r-k-said.jpg'],
		[null, undefined, '%2e%2e%2fx%ff.png', 'r-k-%2e%2e%2fx%ff.png'],
	] as const) {
		const {suggested, extension = ''} = suggestName(
			name,
			{
				headers: {'content-type': contentType},
				address: new URL(path, 'https://c.example/'),
			},
			text => text,
		);
		assert.equal(numbered(safeName({runId: 'r', key: 'k', suggested, extension}), 1), expected);
	}
});

const inputs = [
	{key: foreignName('6.text'), value: foreignName('雨夜 / 霓虹')},
	{key: foreignName('3.seed'), value: foreignName('42')},
];
const request = orderFor(new URL('https://cdn.example/a/cat.png'));
const outputs = [output('n1_images', 'https://cdn.example/b.png'), request.output];
const createdAt = new Date(2026, 10, 26, 9, 5, 7).getTime();
const subject: Run = {
	...request.run,
	title: foreignName('文生图 v3'),
	execution: execution({createdAt, outputs, workflowId: foreignName('wf_1')}),
	inputs,
};

/** The path of a file by a template, with `/` between its parts. */
function pathOf(template: string, changes: Partial<typeof request> = {}, suggested = 'cat.PNG') {
	assert.match(template, nameTemplate);
	const {folders, name} = targetOf(template, {...request, run: subject, ...changes}, {suggested});
	return [...folders, name.stem + name.extension].join('/');
}

test('placeholders give folders and a name; a missing value is left out with its separator', () => {
	assert.equal(
		pathOf('{date}/{title}/{label}-{input.seed}-{key}.{ext}'),
		'2026-11-26/文生图_v3/42-n9_images.png',
	);
	assert.equal(pathOf('{time}_{index} {name}'), '09-05-07_2_cat.png');
	assert.equal(pathOf('{input.6.text}-{input.none}-{workflow}'), '雨夜_霓虹-wf_1.png');
	assert.equal(pathOf('{ext}/{id}'), `png/${run}.png`);
	assert.equal(pathOf('{label}/{key}'), 'n9_images.png');
	assert.equal(
		pathOf('{label}.{ext}'),
		`${run}-n9_images-cat.png`,
		'the usual name if it is empty',
	);
	assert.equal(pathOf('{title}.{ext}', {}, 'cat.exe'), '文生图_v3.png');
});

test('an invalid template is not accepted', () => {
	for (const template of [
		'',
		'/{key}',
		'~/{key}',
		'../{key}',
		'a/../{key}',
		'a/./b',
		'a//b',
		'{key}/',
		'{keys}',
		'{input.}',
		'{input.a/b}',
		'{key',
		'key}',
		'a\\{key}',
		'C:{key}',
	]) {
		assert.doesNotMatch(template, nameTemplate);
	}
});

test('only a name with run and key, that is not cut, says that a file is the same', () => {
	const isUnique = (template: string, key = 'k') =>
		targetOf(
			template,
			{...request, output: output(key, 'https://cdn.example/a')},
			{suggested: null},
		).isUnique;
	assert.equal(isUnique('{date}/{id}-{key}'), true);
	assert.equal(isUnique('{id}/{key}.{ext}'), true);
	assert.equal(isUnique('{title}-{key}'), false);
	assert.equal(isUnique('{id}-{index}'), false);
	assert.equal(isUnique('{id}{id}{id}{id}{id}{id}{id}{id}{id}{id}{key}', 'k'.repeat(99)), false);
	assert.equal(isUnique('{id}/{key}', 'k'.repeat(99)), false);
});

test('whatever the values, each part is a valid name that leads nowhere else (property)', () => {
	const text = fc.string({
		unit: fc.oneof(fc.constantFrom('.', '/', '\\', '-', '~', '\0', '\n', '图'), fc.string()),
	});
	fc.assert(
		fc.property(text, text, text, text, (title, key, seed, suggested) => {
			const values = {
				...subject,
				title: foreignName(title),
				inputs: [{...inputs[0], key: foreignName('seed'), value: foreignName(seed)}],
			};
			const {folders, name} = targetOf(
				'{title}/{input.seed}/{title} {key}.{name}.{ext}',
				{...request, run: values, output: output(key, 'https://cdn.example/a')},
				{suggested},
			);

			for (const part of [...folders, name.stem + name.extension]) {
				assert.match(part, /^[^/\\\p{C}]+$/u);
				assert.doesNotMatch(part, /^[.~-]|\.$|^(?:con|nul|aux|prn)(?:\.|$)/i);
				assert.ok(Buffer.byteLength(part) <= 230);
			}
		}),
	);
});
