import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {
	downloadId,
	downloadTimeLeftMs,
	type DownloadPhase,
} from '../../../../source/core/output/download.ts';
import {cleanName, foreignName} from '../../../../source/core/text/sanitize.ts';
import {downloadLine} from '../../../../source/features/outputs/download/line.ts';
import {lineWidth, textOf} from '../../../../source/ui/line.ts';
import type {Appearance} from '../../../../source/ui/theme/appearance.ts';
import {appearance, now} from '../../../helpers/sample.ts';
import {downloadFailures} from '../../../i18n/samples.ts';

const running: DownloadPhase = {
	kind: 'running',
	bytes: 5_242_880,
	total: 20_971_520,
	rate: 1_572_864,
};

const waiting: DownloadPhase = {
	kind: 'waiting',
	bytes: 10,
	total: null,
	why: {kind: 'http', status: 503},
	until: now + 4000,
};

function saved(folder: string, file: string): DownloadPhase {
	const path = foreignName(`${folder}/${file}`);
	return {kind: 'done', bytes: 3, path, folder: foreignName(folder).safe, isNew: true};
}

const phases: readonly DownloadPhase[] = [
	{kind: 'queued'},
	running,
	{kind: 'running', bytes: 900, total: null, rate: null},
	{kind: 'running', bytes: 0, total: 0, rate: 0},
	waiting,
	{kind: 'renewing'},
	saved('~/Pictures', 'wfrun_1-n9_images-江南烟雨.png'),
	{kind: 'canceled'},
	...downloadFailures(cleanName('EIO')).map(why => ({kind: 'failed', why}) as const),
];

function drawn(phase: DownloadPhase, width = 80, how: Appearance = appearance()): string {
	const download = {
		id: downloadId('r', 'k'),
		runId: 'r',
		key: foreignName('k'),
		address: null,
		valueId: 'words',
		batch: [],
		phase,
	};
	const line = downloadLine(download, now, width, how);
	assert.ok(lineWidth(line) <= width, textOf(line));
	return textOf(line);
}

suite('the line of a download', () => {
	test('bar, percentage, rate, remaining time, bytes; parts without room disappear from the end', () => {
		assert.equal(drawn(running), '━━━─────────  25% 1.5 MiB/s 10s left 5.0 MiB/20.0 MiB');
		assert.equal(drawn(running, 45), '━━━─────────  25% 1.5 MiB/s 10s left');
		assert.equal(drawn(running, 30), '━━━─────────  25% 1.5 MiB/s');
		assert.equal(drawn(running, 20), '━━━─────────  25%');
		assert.equal(drawn(running, 10), ' 25%');
		assert.equal(drawn({kind: 'running', bytes: 900, total: null, rate: 2048}), '900 B 2.0 KiB/s');
	});

	test('why and how long it waits, why it failed, where it is saved', () => {
		assert.equal(drawn(waiting), 'its host responded 503 · retry in 4s');
		assert.equal(drawn({kind: 'failed', why: {kind: 'full'}}), '✗ the disk is full');
		const portrait = saved('~/a', 'wfrun_1-n9_images-portrait.png');
		assert.equal(drawn(portrait, 32), '✓ saved …-n9_images-portrait.png');
	});

	test('fits any width, in both languages and with ASCII only', () => {
		for (const phase of phases) {
			for (const language of ['en', 'zh'] as const) {
				for (const width of [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 200]) {
					drawn(phase, width, appearance(language));
				}
			}

			const plain = {...phase, path: foreignName('~/a.png')} as DownloadPhase;
			assert.match(drawn(plain, 200, appearance('en', {ascii: true})), /^[ -~]*$/);
		}
	});
});

test('the remaining time requires length and rate', () => {
	assert.equal(downloadTimeLeftMs(running), 10_000);
	assert.equal(downloadTimeLeftMs({...running, rate: 0}), null);
	assert.equal(downloadTimeLeftMs({...running, total: null}), null);
	assert.equal(downloadTimeLeftMs({...running, bytes: 30_000_000}), 0);
	assert.equal(downloadTimeLeftMs({kind: 'queued'}), null);
});
