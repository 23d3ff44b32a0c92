import {endpoints} from './respond-api.ts';
import {openFolder} from './link.ts';

/** Counts the requests, in total and in flight. */
export class RequestCounts {
	total = 0;
	execution = 0;
	list = 0;
	info = 0;
	market = 0;
	media = 0;
	inFlight = 0;
	maxInFlight = 0;

	/** Counts a request. The returned function must be called when the request ends. */
	begin(path: string): () => void {
		const [pathname = ''] = path.split('?', 1);
		this.total++;
		this.execution += Number(pathname === endpoints.execution);
		this.list += Number(pathname === endpoints.list);
		this.info += Number(pathname === endpoints.info);
		this.market += Number(pathname === endpoints.market);
		this.media += Number(pathname.startsWith(openFolder));
		this.inFlight++;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		return () => {
			this.inFlight--;
		};
	}
}
