import {charFlag, charFlagsOf} from './characters.ts';

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

const cellsPerTabStop = 8;

export function cellsToTabStop(text: string, index: number): number {
	let cells = 0;

	// Measures back only to the previous tab, which ended at a stop. So no part of a text is measured twice.
	for (let at = index - 1; at >= 0; at--) {
		const unit = text.charCodeAt(at);

		if (unit === tab || unit === lineFeed || unit === carriageReturn) {
			break;
		}

		const isLowSurrogate = (unit & 0xfc_00) === 0xdc_00 && at > 0;
		cells += cellsOf(isLowSurrogate ? (text.codePointAt(--at) ?? unit) : unit);
	}

	return cellsPerTabStop - (cells % cellsPerTabStop);
}

function cellsOf(codePoint: number): number {
	const flags = charFlagsOf(codePoint);

	if ((flags & charFlag.extend) !== 0) {
		return 0;
	}

	return (flags & charFlag.wide) === 0 ? 1 : 2;
}
