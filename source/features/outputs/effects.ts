import type {Effect} from '../../store/effect.ts';
import type {TerminalReport} from '../../terminal/query.ts';
import {createDownloads, type DownloadsOptions} from './download/downloads.ts';
import {createViewer} from './preview/viewer.ts';

type OutputEffectsOptions = DownloadsOptions & {
	/** The folder for downloads, which exists; undefined if nothing can be downloaded. */
	readonly folder: string | undefined;
	/** Asks the terminal how it draws images; undefined without a screen. */
	readonly graphics: (() => Promise<TerminalReport>) | undefined;
};

/** Carries out the effects of outputs, and reports to the store. */
export function createOutputEffects(options: OutputEffectsOptions) {
	const {folder, graphics, now, store} = options;
	const downloads = folder === undefined ? null : createDownloads(folder, options);
	const viewer =
		graphics === undefined
			? null
			: createViewer({
					...options,
					graphics,
					dispatch: action => store().dispatch({...action, at: now()}),
				});
	return {
		handlers: {
			download: ({requests}) => downloads?.add(requests),
			stopDownload: ({id}) => downloads?.cancel(id),
			loadFileMetadata: ({addresses}) => viewer?.loadFileMetadata(addresses),
			loadPreview: effect => viewer?.loadPreview(effect),
			stopPreview: () => viewer?.stopPreview(),
		} satisfies {[Type in Effect['type']]?: (effect: Extract<Effect, {type: Type}>) => void},
		/** Aborts downloads and previews. */
		async close(): Promise<void> {
			viewer?.close();
			await downloads?.stop();
		},
	};
}
