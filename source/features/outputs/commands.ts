import type {Instant} from '../../core/time/clock.ts';
import {bindingWords, type BindingIds, type CommandHandlers} from '../../store/feature.ts';
import {bind, bindEach, type Binding} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {historyTargets} from '../history/index.ts';
import {contentHeight, isInFront, movementRows, movements} from '../panes/index.ts';
import {closePrompt, promptFor} from '../prompt/index.ts';
import {targetRuns} from '../runs/index.ts';
import {saveOutputs, saveRuns, stopSaving} from './download/reduce.ts';
import {
	moveTextSideways,
	openFind,
	scrollText,
	searchText,
	shownText,
	stepToTextHit,
	toggleTextWrap,
	type ReadText,
} from './preview/read-text.ts';
import {
	choosePictures,
	chosenPictures,
	closePictures,
	markPicture,
	newest,
	pictureChoice,
	showInputs,
	showOutput,
	stepPreview,
	toggleThumbnails,
} from './preview/reduce.ts';
import {copyOutputs, moveOutput, openOutput, selectedOutput, shownPreview} from './reduce.ts';
import {outputsOf, type OpenPreview} from './state.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		/** Shows a text output in the preview, and opens any other output in a program of the desktop. */
		show: NoArguments;
		/** Shows an output of any kind in the preview. */
		preview: NoArguments;
		/** Saves the selected output, or with `all` all outputs of the marked runs, or of the selected one, that are not saved yet. */
		download: {readonly which: 'one' | 'all'};
		'stop-download': NoArguments;
		/** Shows the pictures among the inputs of the selected run in the preview. */
		'input-pictures': NoArguments;
		/** Shows the pictures of all marked or listed runs, or those of the open history or comparison, one after another. */
		pictures: NoArguments;
		/** Switches between one picture and a page of thumbnails. */
		thumbnails: NoArguments;
		/** Previews the next or previous output of the run, or while the user chooses pictures, the next or previous one. */
		'next-output': {readonly step: 1 | -1};
	}

	interface Bindings extends BindingIds<typeof outputWords> {}
}

export const outputCommands = {
	...movements((state, movement) => {
		const height = contentHeight(state, 'outputs');
		return isInFront(state, 'outputs')
			? moveOutput(state, movementRows(movement, height))
			: inText(state, text => scrollText(state, text, movement));
	}),
	sideways: (state, {cells}) => inText(state, text => moveTextSideways(state, text, cells)),
	wrap: state => inText(state, text => toggleTextWrap(state, text)),
	search: state => inText(state, text => openFind(state, text)),
	'next-hit': (state, {step}, at) => inText(state, text => stepToTextHit(state, text, step, at)),
	submit: state => (promptFor(state, 'find') === null ? null : closePrompt(state)),
	back(state, _, at) {
		const prompt = promptFor(state, 'find');

		if (prompt !== null) {
			return searchText(closePrompt(state), prompt.before.trim());
		}

		return closePictures(state, at);
	},
	quit: (state, _, at) => closePictures(state, at),
	open(state, _, at) {
		const preview = shownPreview(state);
		return openOutput(state, preview ? newest(state, preview) : selectedOutput(state), at);
	},
	copy(state) {
		const preview = shownPreview(state);

		if (preview !== null) {
			const chosen = chosenPictures(state);
			const text = shownText(state)?.document.exact;
			return copyOutputs(state, chosen.length > 0 ? chosen : [newest(state, preview)], text);
		}

		const selected = isInFront(state, 'outputs') ? selectedOutput(state) : null;
		return selected === null ? null : copyOutputs(state, [selected]);
	},
	show: (state, _, at) => showOutput(state, 'show', at),
	preview: (state, _, at) => showOutput(state, 'preview', at),
	'input-pictures': (state, _, at) => showInputs(state, at),
	pictures: (state, _, at) => choosePictures(state, at),
	thumbnails: (state, _, at) =>
		inChoice(state, at, preview => toggleThumbnails(state, preview, at)),
	// In the preview of one output, the key must not mark the run behind it.
	mark: (state, _, at) =>
		shownPreview(state) === null
			? null
			: inChoice(state, at, preview => markPicture(state, preview)),
	'next-output': (state, {step}) => stepPreview(state, step),
	enter(state) {
		const preview = shownPreview(state);
		const closed = withView(state, {overlay: null, focus: 'runs'});
		const kept = preview?.choice?.history?.find(({id}) => id.exact === preview.run.id);
		const effects = kept === undefined ? [] : [{type: 'reopenRun', run: kept} as const];
		return preview === null ? null : {state: closed, effects};
	},
	download(state, {which}, at) {
		if (state.view.overlay?.kind === 'history') {
			return saveRuns(state, historyTargets(state), at);
		}

		const selected = shownPreview(state) ?? selectedOutput(state);
		const one = selected === null ? [] : [selected];
		const all = targetRuns(state).flatMap(run => outputsOf(run));
		const chosen = chosenPictures(state);
		const outputs = which === 'one' ? one : chosen.length > 0 ? chosen : all;
		return saveOutputs(state, outputs, which === 'one', at);
	},
	'stop-download': (state, _, at) => stopSaving(state, at),
} satisfies Partial<CommandHandlers>;

/** Changes the text in the preview, if it shows one. Null if no preview is open. */
function inText(state: State, change: (text: ReadText) => State): State | null {
	if (state.view.overlay?.kind !== 'output') {
		return null;
	}

	const text = shownText(state);
	return text === null ? state : change(text);
}

/** Returns the result of `change` while the user chooses among pictures; else shows a notice. */
function inChoice(
	state: State,
	at: Instant,
	change: (preview: OpenPreview) => HandlerResult,
): HandlerResult {
	const preview = pictureChoice(state);
	return preview === null ? withNotice(state, {kind: 'not-choosing'}, at) : change(preview);
}

const downloadAll = {footer: ['D'], command: {type: 'download', which: 'all'}} as const;

export const outputBindings: readonly Binding[] = [
	bind('everywhere', 'open', ['o'], {footer: ['o'], selected: 'file'}),
	bind('everywhere', 'copy', ['y']),
	bind('detail', 'input-pictures', ['v'], {footer: ['v'], selected: 'picture'}),
	bind('outputs', 'show', ['enter'], {footer: ['enter'], selected: 'output'}),
	bind('outputs', 'preview', ['v'], {footer: ['v'], selected: 'output'}),
	bind('outputs', 'download', ['d'], {
		footer: ['d'],
		selected: 'file',
		command: {type: 'download', which: 'one'},
	}),
	bind('outputs', 'download-all', ['D'], {...downloadAll, selected: 'output'}),
	bind('outputs', 'copy', ['y'], {footer: ['y'], selected: 'output'}),
	bind('everywhere', 'stop-download', ['X'], {reach: 'overlays'}),
	bind('runs', 'pictures', ['v'], {footer: ['v'], selected: 'run'}),
	bind('history', 'pictures', ['v'], {footer: ['v']}),
	bind('history', 'download-all', ['D'], downloadAll),
	bind('runs', 'download-all', ['D'], {...downloadAll, selected: 'marks'}),
	bindEach('output', 'next-output', {footer: ['[', ']']}, [
		{keys: [']'], command: {type: 'next-output', step: 1}},
		{keys: ['['], command: {type: 'next-output', step: -1}},
	]),
	bind('output', 'mark', ['space'], {footer: ['space']}),
	bind('output', 'save-chosen', ['D'], downloadAll),
	bind('output', 'thumbnails', ['z'], {footer: ['z']}),
	bind('output', 'to-run', ['enter'], {footer: ['enter'], command: {type: 'enter'}}),
	bind('output', 'download', ['d'], {
		footer: ['d'],
		command: {type: 'download', which: 'one'},
	}),
	bind('output', 'open', ['o'], {footer: ['o']}),
	bind('output', 'copy', ['y'], {footer: ['y']}),
	bind('output', 'search', ['/'], {footer: ['/']}),
	bindEach('output', 'next-hit', {footer: ['n']}, [
		{keys: ['n'], command: {type: 'next-hit', step: 1}},
		{keys: ['N'], command: {type: 'next-hit', step: -1}},
	]),
	bind('output', 'wrap', ['w'], {footer: ['w']}),
	bindEach('output', 'sideways', {}, [
		{keys: ['left', 'h'], command: {type: 'sideways', cells: -8}},
		{keys: ['right', 'l'], command: {type: 'sideways', cells: 8}},
	]),
];

export const outputWords = bindingWords({
	show: {
		en: ['open', 'read a text here, open anything else in the browser'],
		zh: ['打开', '在此阅读文本，或在浏览器中打开其他类型'],
	},
	preview: {en: ['preview', 'preview the output here'], zh: ['预览', '在此预览输出']},
	'input-pictures': {
		en: ['input picture', 'show the pictures among the inputs'],
		zh: ['输入图片', '查看输入中的图片'],
	},
	pictures: {
		en: ['choose pictures', 'choose among the pictures of all runs'],
		zh: ['挑选图片', '在所有运行的图片中挑选'],
	},
	thumbnails: {
		en: ['thumbnails', 'show a page of thumbnails, or one picture'],
		zh: ['缩略图', '切换缩略图和单张图片'],
	},
	'next-output': {
		en: ['output', 'next or previous output or picture', ['next output', 'previous output']],
		zh: ['输出', '下一个或上一个输出或图片', ['下一个输出', '上一个输出']],
	},
	'to-run': {en: ['run', 'go to the run'], zh: ['运行', '转到此运行']},
	download: {
		en: ['save', 'save the output'],
		zh: ['保存', '保存此输出'],
	},
	'download-all': {
		en: ['save outputs', 'save all outputs of the marked runs'],
		zh: ['保存输出', '保存已标记运行的所有输出'],
	},
	'save-chosen': {
		en: ['save marked', 'save the marked pictures, or this one'],
		zh: ['保存已标记', '保存已标记的图片或当前图片'],
	},
	'stop-download': {en: ['stop', 'stop saving outputs'], zh: ['停止', '停止保存输出']},
});
