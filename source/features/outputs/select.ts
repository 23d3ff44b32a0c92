import {addressId} from '../../core/output/output-address.ts';
import type {Run} from '../../core/run.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import {distinctInputs, labelOf} from '../runs/index.ts';
import {downloadOf} from './download/reduce.ts';
import {pictureDetailRows, pictureGrid} from './preview/box.ts';
import {textModel} from './preview/read-text.ts';
import {choosablePictures, newest, outputIndex, unansweredRun} from './preview/reduce.ts';
import {isLinkMissing, outputsWindow, shownPreview} from './reduce.ts';
import {localExpiry, outputId, shownContent, type OpenPreview, type RunOutput} from './state.ts';

export type OutputsModel = Readonly<ReturnType<typeof selectOutputs>>;
export type OutputRow = Readonly<OutputsModel['rows'][number]>;

export type PreviewModel = Readonly<NonNullable<ReturnType<typeof selectPreview>>>;

export function selectOutputs(state: State) {
	const {outputs, scrollTop, total, selected} = outputsWindow(state);
	return {
		rows: outputs.map(shown => {
			const {output} = shown;
			return {
				output,
				selected: shown === selected,
				/** Null for a text output, or if it was not requested. */
				metadata: output.address && (state.fileMetadata.get(addressId(output.address)) ?? null),
				expiresAt: localExpiry(state, output),
				isLinkMissing: isLinkMissing(state, shown),
				download: downloadOf(state, shown),
			};
		}),
		total,
		scrollTop,
	};
}

export function selectPreview(state: State) {
	const preview = shownPreview(state);

	if (preview === null) {
		return null;
	}

	const {output} = preview;
	const shown = newest(state, preview);
	return {
		output,
		content: shownContent(preview),
		expiresAt: localExpiry(state, shown.output),
		isLinkMissing: isLinkMissing(state, shown),
		picture: pictureModel(state, preview),
		text: textModel(preview, state.view.size),
	};
}

/** The number of the picture among those to choose from, and data of its run; null for any other preview. */
function pictureModel(state: State, preview: OpenPreview) {
	const {choice} = preview;

	if (choice === null) {
		return null;
	}

	const {run} = newest(state, preview);
	const pictures = choosablePictures(state, choice);
	return {
		/** From 1; 0 if the picture is no longer among them, because its run is hidden. */
		number: outputIndex(pictures, preview) + 1,
		count: pictures.length,
		/** Whether runs of the history may have more pictures. */
		hasMore: unansweredRun(state, choice) !== undefined,
		marked: pictures.filter(one => state.chosen.has(outputId(one))).length,
		isMarked: state.chosen.has(outputId(preview)),
		thumbnails: thumbnailsModel(state, preview, pictures),
		run,
		label: labelOf(state, run.id)?.safe ?? null,
		inputs: distinctTexts(state, run),
		detailRows: pictureDetailRows(preview, state.view.size),
	};
}

/** The inputs that tell a run of the list or of the history apart. */
function distinctTexts({runs, otherRuns}: State, run: Run): readonly SafeText[] {
	return distinctInputs(run, runs.has(run.id) ? runs : otherRuns, true);
}

function thumbnailsModel(state: State, preview: OpenPreview, pictures: readonly RunOutput[]) {
	if (!preview.isPage) {
		return null;
	}

	return {
		...pictureGrid(preview, state.view.size),
		tiles: [...preview.contents].map(([id, content]) => {
			const index = pictures.findIndex(one => outputId(one) === id);
			const run = pictures[index]?.run;
			const inputs = run === undefined ? '' : distinctTexts(state, run).join(' ');
			return {
				/** From 1; 0 for a picture that cannot be chosen any more. */
				number: index + 1,
				/** What tells its run apart, else the title or the id. */
				run: inputs || (run?.title?.safe ?? run?.safeId ?? ''),
				isShown: id === outputId(preview),
				isMarked: state.chosen.has(id),
				content,
			};
		}),
	};
}
