import type {Instant} from '../../core/time/clock.ts';
import type {Notice} from '../../store/notice.ts';

export type NoticesViewState = {
	readonly notice: {readonly notice: Notice; readonly at: Instant} | null;
};

export const initialNoticesView: NoticesViewState = {notice: null};
