import type {RunError} from '../../core/run-error.ts';
import {packFields} from '../../ui/fields.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {wrap} from '../../ui/wrap.ts';

/** The most rows that each of reason and detail may take; the whole is for the export. */
const maxRows = 10;

/**
 * Why a run failed, the most telling thing first, in rows of at most `width` cells; with `hint` behind the reason, before
 * the detail, which may be long.
 */
export function failureRows(
	error: RunError,
	width: number,
	appearance: Appearance,
	hint: readonly Line[] = [],
): readonly Line[] {
	const {glyphs, messages} = appearance;
	const headline = error.reason ?? error.detail;
	const text = headline?.safe ?? messages.screen.failedWithoutReason;
	const detail = error.reason === null ? '' : (error.detail?.safe ?? '');
	const codes: Line[] = [];

	if (error.engineCode !== null) {
		codes.push([span(error.engineCode.safe)]);
	}

	if (error.statusCode !== null) {
		codes.push([span(messages.screen.statusCode(error.statusCode))]);
	}

	return [
		...wrap(text, width - 2, maxRows).map((row, index) => [
			span(index === 0 ? `${glyphs.phases.failed} ` : '  ', 'bad'),
			span(row, 'bad'),
		]),
		...hint,
		...(detail === text ? [] : wrap(detail, width - 2, maxRows)).map(row => [blank(2), span(row)]),
		...packFields(codes, width - 2, appearance).map(row => [blank(2), ...row]),
	];
}
