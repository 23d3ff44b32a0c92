export {startDemoService, type DemoOptions, type DemoRequest, type DemoService} from './service.ts';
export {scenarioNames, scenarioOf} from './scenarios/index.ts';
export {manyRuns, pictureRun} from './scenarios/simple.ts';
export type {
	RunEnding as Ending,
	Fault,
	FaultRule,
	NodeScript,
	OutputScript,
	RunScript,
	Scenario,
	WorkflowScript,
} from './script.ts';
export {endpoints} from './respond-api.ts';
export type {RequestCounts} from './request-counts.ts';
