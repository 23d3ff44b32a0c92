import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import schema from '../../docs/events.schema.json' with {type: 'json'};
import {untilConditions} from '../../source/config/option-table.ts';
import {channelKinds, notifyEvents} from '../../source/core/notify.ts';
import {parseHistoryQuery} from '../../source/features/history/query.ts';
import {nameTemplate} from '../../source/features/outputs/download/file-naming.ts';
import {variableNames} from '../../source/features/own-commands/index.ts';
import {invalidFilterTerm} from '../../source/features/runs/filter.ts';
import {themeNames} from '../../source/ui/theme/theme-name.ts';
import {inlineCodeOf} from '../helpers/markdown.ts';
import {root} from '../helpers/program.ts';
import {sampleState} from '../helpers/sample-state.ts';
import {readSourceFiles} from '../helpers/source-files.ts';

const pages = globSync(['README.md', 'docs/*.md'], {cwd: root});
const read = (page: string) => readFileSync(join(root, page), 'utf8');

const codesIn = (page: string) => inlineCodeOf(read(page));

/** The codes in the first cell of the rows of a page's tables. */
function rowsOf(page: string): readonly string[] {
	return [...read(page).matchAll(/^\| ((?:`[^`]+`[, ]*)+)\|/gm)].flatMap(([, cell = '']) =>
		inlineCodeOf(cell),
	);
}

/** The only values of a field in the schema of the events. */
function constantsOf(field: string): readonly string[] {
	const pattern = new RegExp(`"${field}":\\{"const":"([a-z-]+)"`, 'g');
	return [...JSON.stringify(schema).matchAll(pattern)].map(([, name = '']) => name);
}

suite('names in the docs', () => {
	for (const [page, what, names, codesOf] of [
		['docs/CONFIGURATION.md', 'theme', themeNames, rowsOf],
		['docs/NOTIFY.md', 'event', [...notifyEvents, ...channelKinds], rowsOf],
		['docs/SCRIPTS.md', 'event of --json', constantsOf('event'), rowsOf],
		['docs/SCRIPTS.md', 'condition of --until', untilConditions, rowsOf],
		['docs/SCRIPTS.md', 'kind of alert', constantsOf('kind'), codesIn],
	] as const) {
		test(`${page} names each ${what}`, () => {
			const codes = codesOf(page);
			assert.deepEqual(
				names.filter(name => !codes.includes(name)),
				[],
			);
		});
	}

	test('docs/NOTIFY.md has a row for each variable of your own commands', () => {
		const rows = rowsOf('docs/NOTIFY.md');
		const missing = variableNames.filter(
			name =>
				!rows.some(row => name === row || (row.startsWith('…') && name.endsWith(row.slice(1)))),
		);
		assert.deepEqual(missing, []);
		const invented = rows.filter(row => row.startsWith('CHENYU_') && !variableNames.includes(row));
		assert.deepEqual(invented, []);
	});

	test('docs/OUTPUTS.md has a row for exactly the placeholders that exist', () => {
		const rows = rowsOf('docs/OUTPUTS.md').filter(row => row.startsWith('{'));
		assert.equal(
			rows.length,
			nameTemplate.source.match(/\(\?:(date[^)]+)\)/)?.[1]?.split('|').length,
		);
		assert.deepEqual(
			rows.filter(row => !nameTemplate.test(row)),
			[],
		);
	});

	test('docs/observability/README.md has a row for each metric', () => {
		const named = new Set(read('docs/observability/README.md').match(/\bchenyu_top_\w+/g));
		const metrics = readSourceFiles('source/events/metrics').flatMap(
			({code}) => code.match(/\bchenyu_top_\w+/g) ?? [],
		);
		const missing = metrics.filter(name => ![...named].some(row => row.startsWith(name)));
		assert.deepEqual(missing, []);
		const invented = [...named].filter(row => !metrics.some(name => row.startsWith(name)));
		assert.deepEqual(invented, []);
		assert.ok(metrics.length > 20);
	});

	for (const [page, isValid] of [
		['docs/RUNS.md', filter => invalidFilterTerm(filter) === null],
		['docs/HISTORY.md', text => parseHistoryQuery(text, 0).invalidTerm === null],
	] satisfies ReadonlyArray<readonly [page: string, isValid: (text: string) => boolean]>) {
		test(`the program accepts the terms of ${page}`, () => {
			const terms = inlineCodeOf(read(page)).filter(
				code => /^-?[a-z-]+:\S/.test(code) && !code.includes('…'),
			);
			assert.ok(terms.length > 5);
			assert.deepEqual(
				terms.filter(term => !isValid(term)),
				[],
			);
		});
	}

	test('the palette has the commands of the docs', () => {
		const {palette} = sampleState({columns: 80, rows: 24}).commands;
		const names = new Set(palette.flatMap(item => item.names));
		const typed = pages
			.flatMap(page => inlineCodeOf(read(page)))
			.flatMap(code => /^:([a-z-]+)/.exec(code)?.[1] ?? []);
		assert.ok(typed.length > 10);
		assert.deepEqual(
			typed.filter(name => !names.has(name)),
			[],
		);
	});
});
