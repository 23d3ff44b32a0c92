import assert from 'node:assert/strict';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {suite, test} from 'node:test';
import campaign from '../../docs/campaign.json' with {type: 'json'};
import {linksOf} from '../helpers/markdown.ts';
import {root} from '../helpers/program.ts';

const path = 'docs/CLAIMS.md';
const sections = readFileSync(join(root, path), 'utf8').split(/^## /m).slice(1);
const rows = sections.flatMap(section =>
	section.split('\n').filter(line => /^\| (?!claim|-)/.test(line)),
);

/** The pages with the tables of the measurements, by the commands that make them. */
const tables: Readonly<Record<string, string>> = {
	'npm run bench': 'docs/PERFORMANCE.md',
	'npm run bench -- polling': 'docs/POLLING.md',
	'npm run bench -- scale': 'docs/SCALE.md',
};

/** Whether the quoted words are in a test, a constant or a measurement of this place. */
function exists(place: string, words: string): boolean {
	const table = tables[place];

	if (table !== undefined) {
		return readFileSync(join(root, table), 'utf8').includes(`\n| ${words}`);
	}

	if (place === 'npm run campaign') {
		return JSON.stringify(campaign).includes(`"part":"${words}"`);
	}

	const files = [place, `test/${place}.test.ts`, `test/${place}.test.tsx`];
	const file = files.find(name => /\.tsx?$/.test(name) && existsSync(join(root, name)));
	const lines = file === undefined ? [] : readFileSync(join(root, file), 'utf8').split('\n');
	// A comment is no test.
	return lines.some(line => line.includes(words) && !/^\s*(?:\*|\/)/.test(line));
}

suite(path, () => {
	test('each claim is held by tests, constants or measurements that exist', () => {
		assert.ok(rows.length > 100);

		for (const row of rows) {
			const holders = [...row.matchAll(/`([^`]+)`: “([^”]+)”/g)];
			assert.ok(holders.length > 0, `nothing holds this claim: ${row}`);

			for (const [, place = '', words = ''] of holders) {
				assert.ok(
					exists(place, words),
					`${place}: “${words}” does not exist any more: name what holds this claim now, or take it out of the docs: ${row}`,
				);
			}
		}
	});

	test('each page has a section with claims', () => {
		const pages = globSync(['*.md', 'docs/**/*.md'], {cwd: root}).filter(
			page => page !== path && !/zh-CN/.test(page),
		);
		const covered = new Set(
			sections
				.filter(section => section.includes('“'))
				.flatMap(section => linksOf(section.split('\n', 1)[0] ?? ''))
				.map(link => normalize(join(dirname(path), link))),
		);
		assert.deepEqual(
			pages.filter(page => !covered.has(page)),
			[],
			`these pages need a section in ${path}`,
		);
	});
});
