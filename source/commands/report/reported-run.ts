import type {FoundRun} from '../../core/found-run.ts';
import type {NodeTimeline} from '../../features/nodes/index.ts';

/** A picture that is in the page, or the reason why it is not. `source` is a `data:` address; the size is in pixels. */
export type PagePicture =
	| {
			readonly source: string;
			readonly width: number;
			readonly height: number;
			readonly bytes: number;
	  }
	| {readonly why: string};

/** A run as the page shows it. `pictures` are those of its outputs, by their exact keys. */
export type ReportedRun = FoundRun & {
	readonly nodes: NodeTimeline;
	readonly pictures: ReadonlyMap<string, PagePicture>;
};
