import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {openRecording} from '../../../source/features/replay/recording/recording.ts';
import {replay} from '../../features/replay/watches.ts';
import {assertEvent} from '../../helpers/event-schema.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import {root, temporaryFolder} from '../../helpers/program.ts';
import {naughtyStrings} from '../corpora.ts';
import {mutate} from '../mutate.ts';
import type {Part} from '../part.ts';

const whole = 2000;

type Event = Readonly<Record<string, unknown>>;

/** A damaged recording, and the expected replay. */
type Damage = {
	readonly bytes: Buffer;
	/**
	 * The number, from 1, of the only line that must be reported as damaged. Null: no line must be reported. Undefined:
	 * the reported lines are not checked, and the program may also refuse the recording.
	 */
	readonly named?: number | null;
	/** Whether no log entry may be missing. */
	readonly isWhole?: boolean;
};

/**
 * Damages a recording of several runs in many ways. Asserts that damaged lines are reported, and that the replay does
 * not double, invent or reorder log entries (R1).
 */
export const part: Part = {
	whole,
	async run({chance, share, only, results, figure, scope}) {
		const sound = readFileSync(join(root, 'docs', 'session.jsonl'));
		const lines = sound.toString().trimEnd().split('\n');
		let refused = 0;

		const file = join(temporaryFolder(scope), 'recording');
		writeFileSync(file, sound);
		const expected = entriesOf(await play(file));
		const kinds = Object.entries(damages).filter(([name]) => only?.test(name) ?? true);

		for (let nth = share(whole); nth > 0; nth--) {
			const [name, damage] = kinds[nth % kinds.length] ?? [];
			assert.ok(name !== undefined && damage !== undefined, 'no damage is selected');
			await results.caseAsync(`${name} ${nth}`, async () => {
				const luck = chance.fork(String(nth));
				const at = luck.between(1, lines.length - 1);
				const {bytes, named, isWhole = false} = damage(lines, at, luck);
				writeFileSync(file, bytes);
				const recording = openRecording(file);

				if ('kind' in recording) {
					refused++;
					assert.equal(named, undefined, `refused: ${recording.kind}`);
					return;
				}

				if (named !== undefined) {
					assert.deepEqual(recording.broken, named === null ? [] : [named]);
				}

				const entries = entriesOf(await play(file));

				if (isWhole) {
					assert.deepEqual(entries, expected);
				} else if (named !== undefined) {
					assertWithin(entries, expected);
				}
			});
		}

		figure('refused', refused);
	},
};

/** `at` is the index of any line but the first. */
type DamageKind = (lines: readonly string[], at: number, chance: Chance) => Damage;

const damages: Readonly<Record<string, DamageKind>> = {
	'a line more': (lines, _at, chance) => {
		// Also after the last line.
		const place = chance.between(1, lines.length);
		const bytes = bytesOf(lines.toSpliced(place, 0, junk(chance)));
		return {bytes, named: place + 1, isWhole: true};
	},
	'another line': (lines, at, chance) => {
		return {bytes: bytesOf(lines.with(at, junk(chance))), named: at + 1};
	},
	'half a line': (lines, at, chance) => {
		const line = lines[at] ?? '';
		const half = line.slice(0, chance.between(1, line.length - 1));
		return {bytes: bytesOf(lines.with(at, half)), named: at + 1};
	},
	'cut off': (lines, at, chance) => {
		const line = lines[at] ?? '';
		const length = chance.between(0, line.length - 1);
		const before = bytesOf(lines.slice(0, at)).toString();
		const bytes = Buffer.from(before + line.slice(0, length));
		return {bytes, named: length === 0 ? null : at + 1};
	},
	'lines in another order': (lines, at, chance) => {
		const other = chance.between(1, lines.length - 1);
		return {bytes: bytesOf(lines.with(at, lines[other] ?? '').with(other, lines[at] ?? ''))};
	},
	'a lost line': (lines, at) => ({bytes: bytesOf(lines.toSpliced(at, 1))}),
	'bytes anywhere': (lines, _at, chance) => ({bytes: mutate(bytesOf(lines), chance)}),
};

function junk(chance: Chance): string {
	return chance.pick([
		() => '',
		() => 'junk',
		() => '[1,2]',
		() => '{"at":"soon","watch":["a"]}',
		() => '{"at":1,"execution":"a","answer":[]}',
		() => '{"at":1,"end":"yes"}',
		() => Buffer.from([0, 255, 254, 27, 155, 13]).toString('latin1'),
		() => '['.repeat(100_000),
		() => JSON.stringify(chance.pick(naughtyStrings)),
	])();
}

function bytesOf(lines: readonly string[]): Buffer {
	return Buffer.from(lines.map(line => `${line}\n`).join(''));
}

async function play(file: string): Promise<readonly Event[]> {
	const events = (await replay(file)).map(line => JSON.parse(line) as Event);
	events.forEach(assertEvent);
	assert.equal(events.at(-1)?.['event'], 'end');
	return events;
}

/** The log entries by run. */
function entriesOf(events: readonly Event[]): ReadonlyMap<string, readonly string[]> {
	const entries = new Map<string, string[]>();

	for (const {event, at: _at, run_order_id: run, ...entry} of events) {
		if (event === 'log') {
			entries.set(String(run), [...(entries.get(String(run)) ?? []), JSON.stringify(entry)]);
		}
	}

	return entries;
}

/** Asserts that no entry is doubled, invented or reordered. */
function assertWithin(
	played: ReturnType<typeof entriesOf>,
	expected: ReturnType<typeof entriesOf>,
): void {
	for (const [run, entries] of played) {
		const all = expected.get(run) ?? [];
		let from = 0;

		for (const entry of entries) {
			const at = all.indexOf(entry, from);
			assert.notEqual(at, -1, `${run} has no such entry there: ${entry}`);
			from = at + 1;
		}
	}
}
