import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { auditPageSchema } from '../../contracts/identity.ts';
import { problemSchema } from '../../contracts/problem.ts';
import {
  auditExportQuerySchema,
  auditQuerySchema,
  securityExportQuerySchema,
  securityPageSchema,
  securityQuerySchema,
  unseenSchema,
} from '../../contracts/security.ts';
import { toCsvRow } from '../../platform/export/to-csv.ts';
import { getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { nothing, type PeopleDeps } from './people-deps.ts';

const auditColumns = [
  'seq',
  'at',
  'actorKind',
  'actor',
  'action',
  'target',
  'before',
  'after',
  'ipAddress',
  'correlationId',
  'hash',
] as const;
const securityColumns = [
  'id',
  'at',
  'severity',
  'kind',
  'says',
  'who',
  'ipAddress',
  'userAgent',
  'correlationId',
  'detail',
] as const;

const fileSchema = z.string().describe('the file');

/** Row after row, as it is read: an export is never whole in memory. */
function sendExport<Row extends object>(
  reply: FastifyReply,
  rows: AsyncIterable<Row>,
  {
    format,
    name,
    columns,
  }: { format: 'csv' | 'jsonl'; name: string; columns: readonly (keyof Row & string)[] },
) {
  async function* toLines() {
    // spreadsheets take a file for UTF-8 by its mark
    if (format === 'csv') yield `\ufeff${toCsvRow(columns)}`;
    for await (const row of rows)
      yield format === 'csv' ? toCsvRow(columns.map((column) => row[column])) : `${JSON.stringify(row)}\n`;
  }
  return reply
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(Readable.from(toLines(), { objectMode: false }));
}

export function registerAudit(server: Server, { identity, originOf }: PeopleDeps): void {
  server.get(
    '/api/v1/audit-events',
    {
      config: { access: 'audit.read' },
      schema: {
        summary: 'What people did, newest first',
        tags: ['audit'],
        querystring: auditQuerySchema,
        response: { 200: auditPageSchema, 400: problemSchema },
      },
    },
    (request) => identity.listAuditEvents(getCaller(request), request.query),
  );

  server.get(
    '/api/v1/audit-events/export',
    {
      config: { access: 'audit.read', perMinute: 10 },
      schema: {
        summary: 'The log as a file, newest first',
        description:
          'CSV in which no cell begins as a formula, or one JSON document a line. The export is itself noted in the log.',
        tags: ['audit'],
        querystring: auditExportQuerySchema,
        produces: ['text/csv', 'application/jsonl'],
        response: { 200: fileSchema, 400: problemSchema },
      },
    },
    async (request, reply) => {
      const caller = getCaller(request);
      const { format, ...filter } = request.query;
      await identity.logExport(caller, 'audit.exported', { format, ...filter }, originOf(request));
      return sendExport(reply, identity.streamAuditEvents(caller, filter), {
        format,
        name: 'dealerscope-log',
        columns: auditColumns,
      });
    },
  );
}

export function registerSecurity(server: Server, { identity, originOf }: PeopleDeps): void {
  const tags = ['security'];
  server.get(
    '/api/v1/security-events',
    {
      config: { access: 'security.read' },
      schema: {
        summary: 'What may be an attack or its result, newest first',
        tags,
        querystring: securityQuerySchema,
        response: { 200: securityPageSchema, 400: problemSchema },
      },
    },
    (request) => identity.security.list(getCaller(request), request.query),
  );

  server.get(
    '/api/v1/security-events/export',
    {
      config: { access: 'security.read', perMinute: 10 },
      schema: {
        summary: 'Security events as a file, newest first',
        description:
          'CSV in which no cell begins as a formula, or one JSON document a line. Noted in the log.',
        tags,
        querystring: securityExportQuerySchema,
        produces: ['text/csv', 'application/jsonl'],
        response: { 200: fileSchema, 400: problemSchema },
      },
    },
    async (request, reply) => {
      const caller = getCaller(request);
      const { format, ...filter } = request.query;
      await identity.logExport(caller, 'security.exported', { format, ...filter }, originOf(request));
      return sendExport(reply, identity.security.stream(caller, filter), {
        format,
        name: 'dealerscope-security',
        columns: securityColumns,
      });
    },
  );

  server.get(
    '/api/v1/security-events/unseen',
    {
      config: { access: 'security.read' },
      schema: {
        summary: 'How many warnings came since one last looked',
        tags,
        response: { 200: unseenSchema },
      },
    },
    (request) => identity.security.countUnseen(getCaller(request)),
  );

  server.post(
    '/api/v1/security-events/seen',
    {
      config: { access: 'security.read' },
      schema: { summary: 'Note that one has looked', tags, response: { 204: nothing } },
    },
    async (request, reply) => {
      await identity.security.markSeen(getCaller(request));
      return reply.status(204).send(null);
    },
  );
}
