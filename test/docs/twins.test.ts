import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {basename, dirname, join, relative} from 'node:path';
import test from 'node:test';
import {blocksOf, linksOf, withoutBlocks} from '../helpers/markdown.ts';
import {root} from '../helpers/program.ts';

/** The pages without a Chinese twin, and why. */
const englishOnly = {
	'docs/AGENTS.md': 'models read it',
	'docs/ARCHITECTURE.md': 'for developers',
	'docs/GLOSSARY.md': 'is in both languages itself',
	'docs/PERFORMANCE.md': 'for developers; figures',
	'docs/RELEASING.md': 'for maintainers',
};

const twins: ReadonlyArray<readonly [english: string, chinese: string]> = [
	['README.md', 'README.zh-CN.md'],
	...globSync('docs/zh-CN/*.md', {cwd: root}).map(
		path => [englishPathOf(basename(path)), path] as const,
	),
];

function englishPathOf(name: string): string {
	return name === 'OBSERVABILITY.md' ? 'docs/observability/README.md' : `docs/${name}`;
}

test('every page for users has a Chinese twin, or a reason for having none', () => {
	// The decisions are for developers.
	const english = globSync('docs/**/*.md', {
		cwd: root,
		exclude: ['docs/zh-CN/**', 'docs/decisions/**'],
	});
	const translated = new Set(twins.map(([path]) => path));
	assert.deepEqual(
		english.filter(path => !translated.has(path) && !(path in englishOnly)),
		[],
		'Write the twin in docs/zh-CN, or add the page to `englishOnly` with the reason.',
	);
});

for (const [english, chinese] of twins) {
	test(`${chinese} is the twin of ${english}`, () => {
		const texts = {
			english: readFileSync(join(root, english), 'utf8'),
			chinese: readFileSync(join(root, chinese), 'utf8'),
		};
		assert.equal(texts.english.split('\n')[2], `[中文](${relative(dirname(english), chinese)})`);
		assert.equal(texts.chinese.split('\n')[2], `[English](${relative(dirname(chinese), english)})`);
		assert.deepEqual(shapeOf(texts.chinese), shapeOf(texts.english));
	});
}

test('the README starts with the two commands for a clone', () => {
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	assert.match(readme, /^[^`]*```sh\nnpm install && npm run demo .*\nnpm install && npm test /);
});

/** What twins have in common: levels of headings, pictures, sizes of tables, and code without comments. */
function shapeOf(markdown: string) {
	const text = withoutBlocks(markdown);
	return {
		headings: [...text.matchAll(/^(#+) /gm)].map(([, level]) => level),
		code: blocksOf(markdown).map(({language, code}) =>
			// A block without a language is something that the program printed, in the language of the page.
			language === '' ? '' : code.replaceAll(/(^|[ \t]+)#.*$/gm, ''),
		),
		tables: [...text.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => {
			const rows = table.trimEnd().split('\n');
			return `${rows.length} × ${rows[0]?.split(/(?<!\\)\|/).length}`;
		}),
		pictures: linksOf(markdown)
			.filter(link => link.endsWith('.svg'))
			.map(link => basename(link).replace(/-zh\.svg$/, '-en.svg')),
	};
}
