import {
	downloadTimeLeftMs,
	type Download,
	type DownloadPhase,
} from '../../../core/output/download.ts';
import type {Instant} from '../../../core/time/clock.ts';
import {truncateStart} from '../../../terminal/width.ts';
import {bar} from '../../../ui/bar.ts';
import {firstKey} from '../../../ui/key-name.ts';
import {cutLine, joinFitting, lineWidth, span, type Line} from '../../../ui/line.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import {briefCountdown} from '../../../ui/units.ts';

const barCells = 12;

export function downloadLine(
	{phase}: Download,
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	return cutLine(phaseLine(phase, now, width, appearance), width, appearance.glyphs.ellipsis);
}

function phaseLine(
	phase: DownloadPhase,
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	const {download} = appearance.messages;
	const {phases, separator} = appearance.glyphs;

	switch (phase.kind) {
		case 'queued':
			return [span(download.queued, 'muted')];
		case 'renewing':
			return [span(download.renewing, 'muted')];
		case 'running':
			return progressLine(phase, width, appearance);
		case 'waiting': {
			const wait = briefCountdown(phase.until - now, appearance);
			return [span(`${download.why(phase.why)} ${separator} ${download.retryIn(wait)}`, 'warn')];
		}

		case 'done': {
			const words = `${download.saved} `;
			// Truncate the start of the path, because its end matters most.
			const room = Math.max(0, width - 2 - lineWidth([span(words)]));
			const path = truncateStart(phase.path.safe, room, appearance.glyphs);
			return [span(`${phases.succeeded} `, 'good'), span(words), span(path)];
		}

		case 'failed':
			return [span(`${phases.failed} ${download.why(phase.why)}`, 'bad')];
		case 'canceled': {
			const key = firstKey('download', appearance);
			return [span(`${phases.canceled} ${download.stopped(key)}`, 'muted')];
		}
	}
}

/** In a narrow column the bar is left out first, then parts at the end. */
function progressLine(
	phase: Extract<DownloadPhase, {kind: 'running'}>,
	width: number,
	appearance: Appearance,
): Line {
	const {bytes, total, rate} = phase;
	const {numbers, download} = appearance.messages;
	const {percent, size, wholeSeconds} = numbers;
	const left = downloadTimeLeftMs(phase);
	const share = total === null || total === 0 ? null : Math.min(100, (bytes / total) * 100);
	const shareText = share === null ? size(bytes) : percent(Math.floor(share)).padStart(4);
	const hasBar = share !== null && width > barCells + shareText.length;
	const parts: readonly Line[] = [
		hasBar ? bar(share, barCells, appearance.glyphs, 'running') : [],
		[span(shareText)],
		rate === null ? [] : [span(`${size(rate)}/s`, 'muted')],
		left === null ? [] : [span(download.left(wholeSeconds(left)), 'muted')],
		total === null ? [] : [span(`${size(bytes)}/${size(total)}`, 'muted')],
	];
	return joinFitting(parts, 1, width);
}
