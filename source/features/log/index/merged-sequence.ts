import type {LogEntry} from '../../../core/log/log-entry.ts';
import {
	commonLength,
	emptyLog,
	entryAt,
	logLength,
	type RunLog,
} from '../../../core/log/run-log.ts';
import {partitionPoint} from '../../../core/lower-bound.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {NumberList} from './number-list.ts';
import type {Budget, EntryRef, Extended, LogSequence} from './sequence.ts';

type MergedLog = {readonly run: RunOrderId; readonly log: RunLog};

type Part = MergedLog & {
	/** For each entry of this log, its index in the merged log. Entries that are not merged yet are missing. */
	readonly places: NumberList;
};

/**
 * Entries are sorted by `time`, then by `part`, the index of their log. `time` is in milliseconds. If the time of an
 * entry is unknown or earlier than that of the previous entry of its log, `time` is that of the previous entry.
 */
type MergeKey = {readonly part: number; readonly time: number};

/** A merged entry is stored as one number: the index of its log times `partFactor`, plus its index in this log. */
const partFactor = 2 ** 32;
/** The cost of merging an entry, in units of about 20 ns. */
const mergeCost = 70;

/**
 * Merges the logs of runs by time. Entries with the same time are in the order of their runs. If an entry arrives after
 * entries with later times were merged, it is inserted before them, so their indexes change.
 */
export class MergedSequence implements LogSequence {
	#parts: readonly Part[] = [];
	#partOfRun: ReadonlyMap<RunOrderId, number> = new Map();
	#codes = new NumberList();
	/** The field `time` of the `MergeKey` of each merged entry, in milliseconds. */
	#times = new NumberList();

	get length(): number {
		return this.#codes.length;
	}

	get complete(): boolean {
		return this.#parts.every(({log, places}) => places.length === logLength(log));
	}

	/**
	 * Returns the sequence for `logs`. If each log is unchanged or has grown, it has the entries merged so far.
	 * Otherwise it is empty. `extend` merges further entries.
	 */
	over(logs: readonly MergedLog[]): Extended<MergedSequence> {
		if (!this.#parts.every((part, index) => isGrown(part, logs[index]))) {
			return new MergedSequence().over(logs);
		}

		const isSame =
			logs.length === this.#parts.length &&
			logs.every(({log}, index) => isSameLog(log, this.#parts[index]?.log));
		const parts = logs.map(({run, log}, index) => ({
			run,
			log,
			places: this.#parts[index]?.places ?? new NumberList(),
		}));
		return {sequence: isSame ? this : this.#copyWith(parts), kept: this.length};
	}

	entryAt(place: number): LogEntry | undefined {
		const code = this.#codes.at(place);
		return code === undefined
			? undefined
			: entryAt(this.#parts[partOf(code)]?.log ?? emptyLog, code % partFactor);
	}

	refAt(place: number): EntryRef | undefined {
		const code = this.#codes.at(place);
		const part = code === undefined ? undefined : this.#parts[partOf(code)];
		return code === undefined || part === undefined
			? undefined
			: {run: part.run, index: code % partFactor};
	}

	placeOf({run, index}: EntryRef): number {
		const part = this.#parts[this.#partOfRun.get(run) ?? -1];
		return part?.places.at(index) ?? this.length;
	}

	extend(budget: Budget): Extended<MergedSequence> {
		if (budget.left <= 0 || this.complete) {
			return {sequence: this, kept: this.length};
		}

		const parts = this.#parts.map(part => ({...part, places: part.places.copy()}));
		const sequence = this.#copyWith(parts);
		const kept = sequence.#makeRoom();
		sequence.#merge(budget);
		return {sequence, kept};
	}

	#copyWith(parts: readonly Part[]): MergedSequence {
		const copy = new MergedSequence();
		copy.#parts = parts;
		copy.#partOfRun = new Map(parts.map(({run}, index) => [run, index]));
		copy.#codes = this.#codes.copy();
		copy.#times = this.#times.copy();
		return copy;
	}

	/** Removes the merged entries that sort after the earliest unmerged entry. Returns the number of entries left. */
	#makeRoom(): number {
		const first = this.#nextKeys().at(-1);
		const kept = partitionPoint(this.length, place => {
			const key = {part: partOf(this.#codes.at(place) ?? 0), time: this.#times.at(place) ?? 0};
			return first === undefined || !precedes(first, key);
		});

		for (const {places} of this.#parts) {
			places.cut(places.lowerBound(kept));
		}

		this.#codes.cut(kept);
		this.#times.cut(kept);
		return kept;
	}

	#merge(budget: Budget): void {
		const keys = this.#nextKeys();

		for (; budget.left > 0; budget.left -= mergeCost) {
			const key = keys.pop();
			const part = key === undefined ? undefined : this.#parts[key.part];

			if (key === undefined || part === undefined) {
				return;
			}

			part.places.push(this.length);
			this.#codes.push(key.part * partFactor + part.places.length - 1);
			this.#times.push(key.time);
			const next = this.#nextKey(part, key.part);

			if (next !== null) {
				const at = partitionPoint(keys.length, index => precedes(next, keys[index] ?? next));
				keys.splice(at, 0, next);
			}
		}
	}

	/** Returns the key of the next entry to merge of each log, the latest key first. Fully merged logs have no key. */
	#nextKeys(): MergeKey[] {
		return this.#parts
			.flatMap((part, index) => this.#nextKey(part, index) ?? [])
			.sort((a, b) => (precedes(a, b) ? 1 : -1));
	}

	#nextKey({log, places}: Part, part: number): MergeKey | null {
		const entry = entryAt(log, places.length);
		const before = this.#times.at(places.at(places.length - 1) ?? -1) ?? Number.NEGATIVE_INFINITY;
		return entry === undefined ? null : {part, time: Math.max(before, entry.at ?? before)};
	}
}

function partOf(code: number): number {
	return Math.floor(code / partFactor);
}

function precedes(a: MergeKey, b: MergeKey): boolean {
	return a.time === b.time ? a.part < b.part : a.time < b.time;
}

function isGrown({run, log}: MergedLog, later: MergedLog | undefined): boolean {
	return later?.run === run && commonLength(log, later.log) === logLength(log);
}

function isSameLog(a: RunLog, b: RunLog | undefined): boolean {
	return a === b;
}
