import {trait, traitsOf} from './characters.ts';

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Cells from one tab stop to the next, counted from where the line begins. */
const tabStop = 8;

/** Cells from the tab at `index` of a text to the next tab stop: 1 to 8. */
export function cellsToTabStop(text: string, index: number): number {
	let cells = 0;

	// Back to the tab before this one, which ended at a stop: so no part of a text is ever measured twice.
	for (let at = index - 1; at >= 0; at--) {
		const unit = text.charCodeAt(at);

		if (unit === tab || unit === lineFeed || unit === carriageReturn) {
			break;
		}

		// The second half of a character leads to the first one.
		const isSecondHalf = (unit & 0xfc_00) === 0xdc_00 && at > 0;
		cells += cellsOf(isSecondHalf ? (text.codePointAt(--at) ?? unit) : unit);
	}

	return tabStop - (cells % tabStop);
}

function cellsOf(codePoint: number): number {
	const traits = traitsOf(codePoint);

	if ((traits & trait.joins) !== 0) {
		return 0;
	}

	return (traits & trait.wide) === 0 ? 1 : 2;
}
