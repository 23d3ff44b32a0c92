import type {TerminalReport} from '../../terminal/query.ts';
import {createDownloads, type DownloadsOptions} from './download/downloads.ts';
import {createViewer} from './preview/viewer.ts';

type OutputServicesOptions = DownloadsOptions & {
	/** The folder for downloads, which exists; undefined if nothing can be downloaded. */
	readonly folder: string | undefined;
	/** Asks the terminal how it draws images; undefined without a screen. */
	readonly graphics: (() => Promise<TerminalReport>) | undefined;
};

export type Downloads = ReturnType<typeof createDownloads>;
export type Viewer = ReturnType<typeof createViewer>;

/** Creates the services that download and preview outputs. They dispatch their results to the store. */
export function createOutputServices(options: OutputServicesOptions) {
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
		services: {...(downloads && {downloads}), ...(viewer && {viewer})},
		/** Aborts downloads and previews. */
		async close(): Promise<void> {
			viewer?.close();
			await downloads?.stop();
		},
	};
}
