export { API_DOCUMENT } from './generated/api-document.ts';
