import {noSamples} from '../../source/core/forecast/run-samples.ts';
import {emptyLog, mergeLog} from '../../source/core/log/run-log.ts';
import type {Run} from '../../source/core/run.ts';
import {foreignName, foreignProse} from '../../source/core/text/sanitize.ts';
import {entry, execution, money, now, output, pollStatus, problem, run} from './sample.ts';

/** A run of every kind, with Chinese titles and emoji; the first is running. */
export function everyRun(): readonly Run[] {
	const step = {value: 5, max: 20, fraction: null};
	const log = [entry('KSampler', {nodeId: foreignName('3'), step})];
	const error = {
		reason: foreignProse('Out of memory'),
		detail: foreignProse(
			'CUDA out of memory while decoding latents in node 3 (KSampler): tried to allocate 4.2 GiB',
		),
		engineCode: foreignProse('NODE_EXECUTION_ERROR'),
		statusCode: 500,
	};
	const notFound = {
		reason: foreignProse('Task not found.'),
		detail: foreignProse('execution task task_1 does not exist'),
		engineCode: foreignProse('TASK_NOT_FOUND'),
		statusCode: 404,
	};
	return [
		run('wfrun_314ff7d8b7a5beff1388', {
			title: foreignProse('文生图111'),
			execution: execution('running', {
				progressPercent: 57,
				internalStatus: foreignProse('running'),
				completedNodeCount: 4,
				totalRunnableNodes: 7,
				lastEventType: foreignProse('progress'),
				startedAt: now - 8000,
				computeCost: money('0.0300'),
				externalModelCost: money('0.0012'),
				totalCost: money('0.0312'),
				outputs: [
					output('image', 'n9_images', 'https://www.chenyu.cn/media/example-output'),
					output('text', 'n11_text', '一只猫坐在窗边\n看雨'),
					output('video', 'n12_video', 'https://cdn.chenyu.cn/media/clip.mp4?expires=1778147626'),
				],
			}),
			log: mergeLog(emptyLog, log),
			samples: {
				...noSamples,
				movedAt: now - 1000,
				progress: [29, 43, 57].map((percent, index) => ({at: now - 5000 + index * 2000, percent})),
			},
		}),
		run('wfrun_9a1c000000000000000b', {
			title: foreignProse('图生视频'),
			execution: execution('queued', {queuePosition: 3, estimatedWaitSec: 90}),
		}),
		run('wfrun_77e0000000000000000c', {
			title: foreignProse('文生图 🎨 大图'),
			execution: execution('succeeded', {
				actualDurationSec: 41.2,
				progressPercent: 100,
				startedAt: now - 60_000,
				terminalAt: now - 18_800,
				totalCost: money('0.0002878'),
			}),
		}),
		run('wfrun_c02d000000000000000d', {
			title: foreignProse('放大'),
			execution: execution('failed', {
				progressPercent: 12,
				startedAt: now - 15_000,
				terminalAt: now - 3000,
				error,
			}),
		}),
		run('wfrun_dd11000000000000000e', {
			title: foreignProse('语音合成'),
			execution: execution('canceled', {startedAt: now - 9000, terminalAt: now - 1000}),
		}),
		run('wfrun_e5e5000000000000000f', {
			title: foreignProse('new thing'),
			execution: execution('other', {status: foreignProse('archived')}),
		}),
		run('wfrun_f00d0000000000000010'),
		run('wfrun_0bad0000000000000011', {
			title: foreignProse('慢查询'),
			execution: execution('running', {progressPercent: 80, startedAt: now - 50_000}),
			polling: pollStatus({
				respondedAt: now - 14_000,
				nextPollAt: now + 4000,
				failures: 2,
				problem: problem(),
			}),
		}),
		run('wfrun_00000000000000000012', {
			polling: pollStatus({
				respondedAt: null,
				nextPollAt: null,
				gaveUp: 'unknown-run',
				problem: problem({kind: 'not-found', httpStatus: 404, engineError: notFound}),
			}),
		}),
	];
}
