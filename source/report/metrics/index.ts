export {serveMetrics} from './metrics-server.ts';
export {measure} from './measure.ts';
