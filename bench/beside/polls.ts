import {Pool} from 'undici';

// The reference of a poller: `polls.ts ORIGIN RUNS MILLISECONDS` polls each run once in that time and parses the response.
const [origin = '', runs = '10', interval = '2000'] = process.argv.slice(2);
const pool = new Pool(new URL(origin).origin, {connections: 8});
const pauseMs = Number(interval) / Number(runs);
const began = performance.now();
let next = 0;

function pollDueRuns(): void {
	while (began + next * pauseMs <= performance.now()) {
		const id = `wfrun_${String(next % Number(runs)).padStart(20, '0')}`;
		next++;
		poll(id).catch((error: unknown) => {
			throw error;
		});
	}

	setTimeout(pollDueRuns, 5);
}

async function poll(id: string): Promise<void> {
	const {body} = await pool.request({
		method: 'GET',
		path: `/api/open/v2/workflow/run/execution?run_order_id=${id}`,
		headers: {authorization: 'Bearer x'},
	});
	JSON.parse(await body.text());
}

pollDueRuns();
