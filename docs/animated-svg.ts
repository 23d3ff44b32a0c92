import {marksOf, svgOf, type Screenshot} from './terminal-svg.ts';

/** What a terminal showed from then on, in milliseconds since the first frame. */
export type Frame = {readonly at: number; readonly screenshot: Screenshot};

/**
 * Draws what a terminal showed over time, again and again. What stays in its place is drawn once, and all that comes and goes at the
 * same times is one group with an animation of its own; so a second in which a clock moves on costs a clock.
 * Where nothing may move (`prefers-reduced-motion`) or nothing can, the last frame stands still.
 * @param length Milliseconds until it begins anew; the last frame is seen from its time to then.
 */
export function animatedSvg(frames: readonly Frame[], length: number, title: string): string {
	const [first] = frames;

	if (first === undefined) {
		throw new RangeError('there is no frame');
	}

	const groups = [...marksByFrames(frames)].map(([seenIn, marks], index) => {
		const indices = seenIn.split(' ').map(Number);
		return indices.length === frames.length
			? {content: marks.join(''), style: ''}
			: {
					content: `<g class="a${index}${indices.includes(frames.length - 1) ? ' s' : ''}">${marks.join('')}</g>`,
					style: animation(`a${index}`, steps(indices, frames, length), length),
				};
	});
	const style = [
		'g{visibility:hidden}.s{visibility:visible}',
		'@media (prefers-reduced-motion:no-preference){',
		...groups.map(group => group.style),
		'}',
	].join('');
	return svgOf(
		first.screenshot,
		title,
		groups.map(({content}) => content),
		style,
	);
}

/** All marks that are seen in the same frames, by the indices of these. */
function marksByFrames(frames: readonly Frame[]): ReadonlyMap<string, readonly string[]> {
	const framesOf = new Map<string, number[]>();

	for (const [index, {screenshot}] of frames.entries()) {
		for (const mark of marksOf(screenshot)) {
			const indices = framesOf.get(mark) ?? [];
			framesOf.set(mark, indices);
			indices.push(index);
		}
	}

	const marksOfFrames = new Map<string, string[]>();

	for (const [mark, indices] of framesOf) {
		const key = indices.join(' ');
		const marks = marksOfFrames.get(key) ?? [];
		marksOfFrames.set(key, marks);
		marks.push(mark);
	}

	return marksOfFrames;
}

type AnimationStep = {readonly percent: number; readonly seen: boolean};

/** When a group appears and goes. */
function steps(
	indices: readonly number[],
	frames: readonly Frame[],
	length: number,
): readonly AnimationStep[] {
	const seenIn = new Set(indices);
	return frames.flatMap(({at}, index) =>
		index === 0 || seenIn.has(index) !== seenIn.has(index - 1)
			? [{percent: Math.round((at / length) * 10_000) / 100, seen: seenIn.has(index)}]
			: [],
	);
}

function animation(name: string, times: readonly AnimationStep[], length: number): string {
	const keyframes = times.map(
		({percent, seen}) => `${percent}%{visibility:${seen ? 'visible' : 'hidden'}}`,
	);
	return `.${name}{animation:${name} ${length}ms step-end infinite}@keyframes ${name}{${keyframes.join('')}}`;
}
