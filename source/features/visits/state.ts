import type {RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {OverlayState} from '../../store/overlay.ts';
import type {PaneName} from '../panes/state.ts';

/** What the user looks at: a run in a pane, or in an overlay about this run. */
export type Place = {
	readonly run: RunOrderId;
	readonly pane: PaneName;
	readonly overlay: OverlayState | null;
};

export type VisitsViewState = {
	readonly visits: {
		readonly place: Place | null;
		readonly since: Instant;
		/** The places before, the last one last. */
		readonly past: readonly Place[];
	};
};

export const initialVisits: VisitsViewState = {visits: {place: null, since: 0, past: []}};
