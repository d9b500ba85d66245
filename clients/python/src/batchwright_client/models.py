"""What the service takes and gives, by the names of its OpenAPI document.

Written by `npm run client-types` from that document; not by hand.
"""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TypedDict, Union

Priority = Literal["low", "normal", "high", "urgent"]

BatchStatus = Literal[
    "pending", "processing", "paused", "completed", "partial", "failed", "cancelled"
]

ItemStatus = Literal["pending", "running", "succeeded", "failed", "cancelled"]

BatchStart = Literal["at_seal", "at_once"]

ExportFormat = Literal["json", "ndjson", "csv", "xlsx"]

ExportOnly = Literal["succeeded", "failed", "cancelled", "unprocessed"]

ExportLayout = Literal["standard", "original"]

CompanyFormat = Literal["json", "csv", "excel"]

FileFormat = Literal["csv", "ndjson", "xlsx"]

FileEncoding = Literal["utf-8", "utf-16le", "utf-16be", "windows-1252"]

FileDelimiter = Literal[",", ";", "tab", "|"]

OnInvalid = Literal["refuse", "skip", "fail_items"]

OnInvalidFixed = Literal["refuse", "skip"]

BuiltInKind = Literal[
    "operations", "contact_analysis", "url_analysis", "company_extraction", "profile_ingestion"
]

KindName = Union[BuiltInKind, str]

ErrorCode = Literal[
    "MALFORMED_JSON",
    "MALFORMED_REQUEST",
    "AMBIGUOUS_CREDENTIALS",
    "INVALID_IDEMPOTENCY_KEY",
    "INVALID_LAST_EVENT_ID",
    "BATCH_TOO_LARGE",
    "UNAUTHORIZED",
    "FORBIDDEN",
    "CROSS_ORIGIN_REFUSED",
    "NOT_FOUND",
    "METHOD_NOT_ALLOWED",
    "NOT_ACCEPTABLE",
    "REQUEST_TIMEOUT",
    "CONFLICT",
    "BATCH_NOT_COMPLETED",
    "BATCH_NOT_TERMINAL",
    "BATCH_NOT_CANCELLABLE",
    "BATCH_TERMINAL",
    "BATCH_SEALED",
    "PART_CONFLICT",
    "SEAL_COUNT_MISMATCH",
    "BATCH_NOT_RETRYABLE",
    "ATOMIC_BATCH_FAILED",
    "IDEMPOTENCY_IN_PROGRESS",
    "PAYLOAD_TOO_LARGE",
    "URI_TOO_LONG",
    "UNSUPPORTED_MEDIA_TYPE",
    "VALIDATION_ERROR",
    "FILE_REJECTED",
    "IDEMPOTENCY_KEY_REUSED",
    "RATE_LIMITED",
    "TOO_MANY_ACTIVE_BATCHES",
    "HEADERS_TOO_LARGE",
    "INTERNAL_ERROR",
    "NOT_CONFIGURED",
    "DATABASE_UNAVAILABLE",
    "STORAGE_UNAVAILABLE",
    "QUEUE_FULL",
    "OVERLOADED",
    "SHUTTING_DOWN",
    "INVALID_ROW",
    "PERMISSION_DENIED",
    "ROLLED_BACK",
    "CONFLICT_RETRY_EXHAUSTED",
    "CANCELLED",
    "TIMEOUT",
    "SAVE_FAILED",
    "WORKER_CRASHED",
    "BATCH_DEADLINE",
    "TARGET_NOT_ALLOWED",
    "DNS_FAILURE",
    "CONNECT_FAILED",
    "CONNECT_TIMEOUT",
    "TLS_ERROR",
    "HEADERS_TIMEOUT",
    "TOO_SLOW",
    "INCOMPLETE_BODY",
    "BODY_TOO_LARGE",
    "DECODED_TOO_LARGE",
    "ENCODING_NOT_ALLOWED",
    "TOO_MANY_REDIRECTS",
    "REDIRECT_NOT_ALLOWED",
    "PROTOCOL_ERROR",
    "HTTP_ERROR",
    "FETCH_BLOCKED",
    "PARSE_TIMEOUT",
    "PARSE_ERROR",
    "PROVIDER_AUTH",
    "PROVIDER_UNAVAILABLE",
    "PROVIDER_RATE_LIMITED",
    "PROVIDER_NOT_CONFIGURED",
    "COMPANY_NOT_FOUND",
    "COMPANY_AMBIGUOUS",
    "COMPANY_UNCONFIRMED",
    "DOMAIN_HINT_INVALID",
    "DUPLICATE_ID",
    "RESERVED_FIELD",
    "UNKNOWN_FIELD",
    "PROFILE_NOT_FOUND",
    "PROFILE_PRIVATE",
    "ARCHIVE_REJECTED",
    "SPENDING_LIMIT_REACHED",
    "URL_UNREACHABLE",
    "ANALYSIS_FAILED",
]

ErrorType = Literal[
    "AmbiguousCompanyError",
    "AnalysisError",
    "CancelledError",
    "CompanyAnalysisError",
    "ConflictError",
    "DomainHintError",
    "FetchBlockedError",
    "InternalError",
    "NetworkError",
    "NotConfiguredError",
    "NotFoundError",
    "ParseError",
    "PermissionError",
    "ProfileNotFoundError",
    "ProfilePrivateError",
    "ProviderAuthError",
    "ProviderNotConfiguredError",
    "ProviderUnavailableError",
    "RateLimitError",
    "RolledBackError",
    "ServiceUnavailableError",
    "SpendingLimitError",
    "TimeoutError",
    "UrlUnreachableError",
    "ValueError",
]


class _NewKey(TypedDict):
    #: Scopes of the key; only scopes that the calling key has.
    scopes: List[
        Literal[
            "batch:read",
            "batch:write",
            "batch:delete",
            "webhooks:read",
            "webhooks:write",
            "keys:read",
            "keys:write",
            "admin",
            "operations:read",
            "operations:write",
            "operations:bulk_delete",
            "marketplace:read",
            "marketplace:write",
            "contacts:read",
            "contacts:write",
            "url:read",
            "url:write",
            "company:read",
            "company:write",
            "profile:read",
            "profile:write",
        ]
    ]
    #: The owner's name for the key, 1 to 200 characters.
    name: str


class NewKey(_NewKey, total=False):
    """A key to make."""

    #: Id of the user who gets the key; default: the caller. Other users only with the scope
    #: `admin`.
    user_id: int
    #: Expiry, ISO 8601, in the future; null or omitted: the key does not expire.
    expires_at: Optional[str]


class IssuedKey(TypedDict):
    """A key that was just made."""

    #: What the key may do.
    scopes: List[
        Literal[
            "batch:read",
            "batch:write",
            "batch:delete",
            "webhooks:read",
            "webhooks:write",
            "keys:read",
            "keys:write",
            "admin",
            "operations:read",
            "operations:write",
            "operations:bulk_delete",
            "marketplace:read",
            "marketplace:write",
            "contacts:read",
            "contacts:write",
            "url:read",
            "url:write",
            "company:read",
            "company:write",
            "profile:read",
            "profile:write",
        ]
    ]
    #: The key itself, shown only in this response.
    key: str
    #: The id and readable part of the key.
    id: str
    #: Id of the user it belongs to.
    user_id: int
    #: The key that made this one: this key stops working with it. Null for a key that an admin or
    #: the operator made.
    parent_id: Optional[str]
    #: Name of the key, for people.
    name: str
    #: When it was made.
    created_at: str
    #: null: does not expire.
    expires_at: Optional[str]
    #: null while the key is not revoked.
    revoked_at: Optional[str]
    #: Updated about once a minute; null: never used.
    last_used_at: Optional[str]


class KeyView(TypedDict):
    """A key without its secret part."""

    #: What the key may do.
    scopes: List[
        Literal[
            "batch:read",
            "batch:write",
            "batch:delete",
            "webhooks:read",
            "webhooks:write",
            "keys:read",
            "keys:write",
            "admin",
            "operations:read",
            "operations:write",
            "operations:bulk_delete",
            "marketplace:read",
            "marketplace:write",
            "contacts:read",
            "contacts:write",
            "url:read",
            "url:write",
            "company:read",
            "company:write",
            "profile:read",
            "profile:write",
        ]
    ]
    #: The id and readable part of the key.
    id: str
    #: Id of the user it belongs to.
    user_id: int
    #: The key that made this one: this key stops working with it. Null for a key that an admin or
    #: the operator made.
    parent_id: Optional[str]
    #: Name of the key, for people.
    name: str
    #: When it was made.
    created_at: str
    #: null: does not expire.
    expires_at: Optional[str]
    #: null while the key is not revoked.
    revoked_at: Optional[str]
    #: Updated about once a minute; null: never used.
    last_used_at: Optional[str]


class KeyList(TypedDict):
    """A page of keys from newest to oldest."""

    #: The keys of the page.
    results: List[KeyView]
    #: Give it as `cursor` for the next page; null on the last one.
    next_cursor: Optional[str]


class LiveTicket(TypedDict):
    """A ticket for one live connection."""

    #: Pass it as `?ticket=` to the events of a batch, or to the WebSocket as `?ticket=` or as the
    #: subprotocol `ticket.<ticket>`.
    ticket: str
    #: Time until which the ticket works, once; 60 seconds after it was made.
    expires_at: str


class SignIn(TypedDict, total=False):
    """What signs a browser in: a key or a ticket."""

    #: An API key; the session has its rights, and ends with it.
    key: str
    #: The ticket of the link that the start of the service prints; it works once, for 10 minutes.
    ticket: str


class SessionUser(TypedDict):
    """The user of a session."""

    #: What the user may do to the marketplace with this key.
    role: Literal["client", "professional", "staff", "admin"]
    #: Id of the user.
    id: int
    #: Name as it is shown.
    name: str
    #: E-mail address.
    email: str


class SessionKey(TypedDict):
    """The key of a session."""

    #: Id of the key, which is no secret.
    id: str
    #: Name that it was given.
    name: str


class Session(TypedDict):
    """A signed-in browser."""

    #: Who is signed in.
    user: SessionUser
    #: The key that signed in.
    key: SessionKey
    #: Scopes of the key now; `admin` includes every other.
    scopes: List[str]
    #: Time at which the session ends, 12 hours after the sign-in or with its key.
    expires_at: str


class CurrentSession(TypedDict):
    """The caller's session."""

    #: Null when the request came without a session, or with one that has ended.
    session: Optional[Session]


class _NewUser(TypedDict):
    #: What the user may do to the marketplace.
    role: Literal["client", "professional", "staff", "admin"]
    #: Name of the user, 1 to 200 characters.
    name: str
    #: E-mail address, unique among users regardless of case, at most 254 characters.
    email: str


class NewUser(_NewUser, total=False):
    """A user to make."""

    #: Telephone number.
    phone: Optional[str]


class UserView(TypedDict):
    """A user of the service."""

    #: Decides, with the scopes of a key, what the user may do.
    role: Literal["client", "professional", "staff", "admin"]
    #: Id of the user.
    id: int
    #: Name of the user.
    name: str
    #: E-mail address, unique.
    email: str
    #: Telephone number; null when unknown.
    phone: Optional[str]
    #: Whether the user's keys work.
    is_active: bool
    #: When the user was made.
    created_at: str
    #: When the user was last changed.
    updated_at: str


class UserList(TypedDict):
    """A page of users."""

    #: The users of the page.
    results: List[UserView]
    #: Give it as `cursor` for the next page; null on the last one.
    next_cursor: Optional[int]


class UserChange(TypedDict, total=False):
    """Fields of a user to change; omitted fields stay unchanged."""

    #: What the user may do to the marketplace.
    role: Literal["client", "professional", "staff", "admin"]
    #: Name of the user, 1 to 200 characters.
    name: str
    #: E-mail address, unique.
    email: str
    #: At most 50 characters; null removes the number.
    phone: Optional[str]
    #: false: the user's keys stop working.
    is_active: bool


class _ValidationFault(TypedDict):
    #: Path of the field, list positions as numbers.
    field: str
    #: What is wrong with it.
    message: str
    #: The rejected value, of any type, cut at 200 characters.
    invalid_value: Any
    #: Kind of the fault, for programs.
    error_type: str


class ValidationFault(_ValidationFault, total=False):
    """One fault of the input."""

    #: Line of a file, or row of its sheet, from 1; only for a file.
    line: int
    #: Column of the file that the value comes from, null for none in particular; only for a file.
    column: Optional[str]


class _ErrorBody(TypedDict):
    #: Error code; docs/reference/errors.md explains every code.
    error_code: ErrorCode
    #: What is wrong, for a person.
    message: str
    #: Further facts, by the code.
    details: Dict[str, Any]
    #: Identifies the request in the log; also sent as header X-Trace-Id.
    trace_id: str
    #: When the error occurred.
    timestamp: str


class ErrorBody(_ErrorBody, total=False):
    """The body of every error response."""

    #: Every fault of the input; only with VALIDATION_ERROR and similar codes.
    validation_errors: List[ValidationFault]


class _EnvelopedError(TypedDict):
    #: Error code; docs/reference/errors.md explains every code.
    code: ErrorCode
    #: What is wrong, for a person.
    message: str
    #: Further facts, by the code.
    details: Dict[str, Any]


class EnvelopedError(_EnvelopedError, total=False):
    """What went wrong, inside the error envelope."""

    #: Every fault of the input; only with VALIDATION_ERROR and similar codes.
    validation_errors: List[ValidationFault]


class ErrorTrace(TypedDict):
    """Where an enveloped error can be found in the log."""

    #: The route and the end of the request's id, which the header X-Trace-Id has in full.
    trace_id: str
    #: When the error occurred.
    timestamp: str


class ErrorEnvelope(TypedDict):
    """An error on the routes whose answers have an envelope."""

    #: Always false.
    success: Literal[False]
    #: What went wrong.
    error: EnvelopedError
    #: Where it can be found in the log.
    metadata: ErrorTrace


class _ProblemBody(TypedDict):
    #: Error code; docs/reference/errors.md explains every code.
    error_code: ErrorCode
    #: Always `about:blank`; `error_code` identifies the problem.
    type: Literal["about:blank"]
    #: What the code means.
    title: str
    #: The status of the response.
    status: int
    #: The same as `message`.
    detail: str
    #: What is wrong, for a person.
    message: str
    #: Further facts, by the code.
    details: Dict[str, Any]
    #: Identifies the request in the log; also sent as header X-Trace-Id.
    trace_id: str
    #: When the error occurred.
    timestamp: str


class ProblemBody(_ProblemBody, total=False):
    """The body of an error as problem details (RFC 9457), for clients that accept
    `application/problem+json`.
    """

    #: Every fault of the input; only with VALIDATION_ERROR and similar codes.
    validation_errors: List[ValidationFault]


class Pool(TypedDict):
    """Connections to the database."""

    #: Open connections.
    open: int
    #: Connections that nobody uses.
    idle: int
    #: Requests waiting for a connection.
    waiting: int


class DatabaseHealth(TypedDict):
    """The database behind the service."""

    #: `embedded` or `postgres`.
    mode: Literal["embedded", "postgres"]
    #: Version of PostgreSQL.
    version: str
    #: What an acknowledged write survives: `process-crash` or `power-loss`.
    durability: str
    #: Connections of the process.
    pool: Pool


class OpenBatches(TypedDict):
    """Open batches of all kinds, over all processes."""

    #: Batches without a worker: waiting for one, or for their scheduled time.
    waiting: int
    #: Batches that a worker holds.
    processing: int
    #: Batches that are paused.
    paused: int
    #: Items that run now.
    running_items: int
    #: Batches whose worker stopped renewing its lease two leases ago and which no other worker
    #: took over; more than 0 needs investigation.
    stuck: int


class Memory(TypedDict):
    """Memory of this process in bytes."""

    #: Resident memory of the process.
    rss: int
    #: Memory in use by objects.
    heap_used: int
    #: Memory reserved for objects.
    heap_total: int


class EventLoop(TypedDict):
    """Delay of the event loop in milliseconds since the last reading."""

    #: Median delay.
    p50: float
    #: 99th percentile of the delay.
    p99: float
    #: Longest delay.
    max: float


class _Health(TypedDict):
    #: `ok`; `degraded` while Redis, which carries notifications between processes, is down.
    status: Literal["ok", "degraded"]


class Health(_Health, total=False):
    """`{"status": "ok"}` for every caller; the other fields only for a key with the
    scope `admin`.
    """

    #: `up` or `down`; absent when no Redis is configured.
    redis: str
    #: The database; only for admins.
    database: DatabaseHealth
    #: Open batches; only for admins.
    batches: OpenBatches
    #: Memory of the process in bytes; only for admins.
    memory_bytes: Memory
    #: Seconds since the process started; only for admins.
    uptime_seconds: int
    #: Delay of the event loop in milliseconds; only for admins.
    event_loop_delay_ms: EventLoop


class OperationTemplate(TypedDict):
    """A change that can be applied to a list of ids."""

    #: Name of the template.
    name: str
    #: What it does.
    description: str
    #: Type of its operations.
    operation_type: Literal[
        "order_update",
        "professional_approval",
        "service_update",
        "user_update",
        "bulk_delete",
        "custom",
    ]
    #: Method of its operations.
    method: str
    #: Values set on every row.
    data: Dict[str, Any]


class OperationTemplates(TypedDict):
    """List of all templates."""

    #: All templates.
    results: List[OperationTemplate]


class _TemplateBatch(TypedDict):
    #: Ids of 1 to 50 rows, in the order in which they are changed.
    resource_ids: List[int]
    #: Name of the template.
    template: Literal[
        "confirm_orders",
        "start_orders",
        "complete_orders",
        "cancel_orders",
        "approve_professionals",
        "verify_professionals",
        "suspend_professionals",
        "show_services",
        "hide_services",
        "deactivate_users",
        "delete_orders",
    ]


class TemplateBatch(_TemplateBatch, total=False):
    """A template and the rows it is applied to."""

    #: true: all items or none, in one transaction; then at most 5,000 items. Default false.
    atomic: bool
    #: Order in which waiting batches run; without effect on a batch that runs within its request.
    #: Default `normal`.
    priority: Priority
    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]


class OperationError(TypedDict):
    """Why an operation failed."""

    #: Error code.
    code: Union[ErrorCode, str]
    #: Class of the error.
    type: Union[ErrorType, str]
    #: What is wrong, for a person.
    message: str


class _OperationResult(TypedDict):
    #: Zero-based position in the request.
    index: int
    #: HTTP status of the operation.
    status: int
    #: Whether the operation took effect.
    success: bool


class OperationResult(_OperationResult, total=False):
    """Result of one operation."""

    #: The resource after the operation; only on success.
    data: Dict[str, Any]
    #: Why the operation failed; only on failure.
    error: OperationError
    #: The operation's `ref`.
    ref: str
    #: The operation's `metadata`.
    metadata: Dict[str, Any]


class OperationSummary(TypedDict):
    """Number of operations by outcome."""

    #: Percentage of operations that succeeded, of those that ended.
    success_rate: float
    #: Percentage of operations that ended.
    progress: float
    #: Operations that succeeded.
    completed: int
    #: Operations that failed.
    failed: int


class OperationBatchResult(TypedDict):
    """Result of a batch of operations."""

    #: Number of the batch; null in a dry run.
    batch_id: Optional[int]
    #: Operations submitted.
    total_operations: int
    #: One result per operation, in the order of the request.
    results: List[OperationResult]
    #: Counters of the batch.
    summary: OperationSummary
    #: Label in the language of `Accept-Language` (pt-BR, en, ru).
    status: str
    #: When the batch was submitted.
    created_at: str
    #: When it ended; null before.
    completed_at: Optional[str]


class _Operation(TypedDict):
    #: Id of the order, professional, service or user.
    resource_id: int
    #: The fields to change; for `bulk_delete` only `resource` (orders, services or professionals).
    #: Which role may change which field is in `docs/reference/rights.md`.
    data: Dict[str, Any]


class Operation(_Operation, total=False):
    """One operation of a batch."""

    #: Type of this operation; required in a `custom` batch, otherwise omitted.
    operation_type: str
    #: `PATCH` for updates, `DELETE` for `bulk_delete`; that is also the default.
    method: str
    #: The caller's own name for the operation, at most 200 characters; returned in its result.
    ref: str
    #: The caller's own data; returned unchanged and not interpreted.
    metadata: Dict[str, Any]


class _OperationBatch(TypedDict):
    #: 1 to 50 operations.
    operations: List[Operation]
    #: Type of all operations of the batch; in a `custom` batch each operation has its own.
    operation_type: Literal[
        "order_update",
        "professional_approval",
        "service_update",
        "user_update",
        "bulk_delete",
        "custom",
    ]


class OperationBatch(_OperationBatch, total=False):
    """A batch of operations, applied in order."""

    #: true: all items or none, in one transaction; then at most 5,000 items. Default false.
    atomic: bool
    #: Order in which waiting batches run; without effect on a batch that runs within its request.
    #: Default `normal`.
    priority: Priority
    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]


class AcceptedBatch(TypedDict):
    """A batch that was accepted and will be run by a worker."""

    #: Public id of the batch: an integer or a string, depending on its kind.
    batch_id: Union[str, int]
    #: State of the batch, always `pending`.
    status: Literal["pending"]
    #: Items submitted.
    total: int
    #: URL path at which the state and results of the batch can be read.
    status_url: str
    #: When the batch was submitted.
    created_at: str


class OperationHistoryEntry(TypedDict):
    """A batch in the history, with its timestamps."""

    #: Share of the operations that have ended, in per cent.
    progress: float
    #: Share of successes among those that ended, in per cent.
    success_rate: float
    #: Seconds in processing; the time so far while the batch runs, null before it starts.
    duration_seconds: Optional[float]
    #: When the batch was submitted.
    created_at: str
    #: When it ended; null before.
    completed_at: Optional[str]
    #: Id of the batch.
    batch_id: int
    #: Label in the language of `Accept-Language`.
    operation_type: str
    #: Label in the language of `Accept-Language`.
    status: str
    #: Operations submitted.
    total_operations: int
    #: Operations that succeeded.
    completed_operations: int
    #: Operations that failed.
    failed_operations: int
    #: Status as a code that does not depend on the language.
    status_code: Literal[
        "cancelled", "pending", "processing", "paused", "completed", "partial", "failed"
    ]
    #: Type of the operations, for programs.
    operation_type_code: Literal[
        "custom",
        "order_update",
        "professional_approval",
        "service_update",
        "user_update",
        "bulk_delete",
    ]


class OperationHistory(TypedDict):
    """A page of the caller's batches, newest first."""

    #: Number of all batches that match.
    count: int
    #: Size of the page.
    limit: int
    #: Batches before the page.
    offset: int
    #: The batches of the page.
    results: List[OperationHistoryEntry]


class OperationStats(TypedDict):
    """Statistics of the caller's batches."""

    #: Percentage of operations that succeeded, of those that ended.
    success_rate: float
    #: Average seconds in processing of ended batches; null when there are none.
    average_duration_seconds: Optional[float]
    #: Number of days covered.
    days: int
    #: Batches submitted.
    total_batches: int
    #: Batches by status; every status is listed.
    batches_by_status: Dict[str, int]
    #: Batches by operation type; every type is listed.
    batches_by_operation_type: Dict[str, int]
    #: Operations in them.
    total_operations: int
    #: Operations that succeeded.
    completed_operations: int
    #: Operations that failed.
    failed_operations: int
    #: When the last batch was submitted; null when there was none.
    last_batch_at: Optional[str]


class OperationBatchStatus(TypedDict):
    """Status and results of a batch."""

    #: Share of the operations that have ended, in per cent.
    progress: float
    #: Share of successes among those that ended, in per cent.
    success_rate: float
    #: Seconds in processing; the time so far while the batch runs, null before it starts.
    duration_seconds: Optional[float]
    #: Resources after the successful operations, by index.
    result_data: Dict[str, Any]
    #: Errors of the failed operations, by index.
    error_details: Dict[str, Any]
    #: Id of the batch.
    batch_id: int
    #: Label in the language of `Accept-Language`.
    operation_type: str
    #: Label in the language of `Accept-Language`.
    status: str
    #: Operations submitted.
    total_operations: int
    #: Operations that succeeded.
    completed_operations: int
    #: Operations that failed.
    failed_operations: int
    #: Status as a code that does not depend on the language.
    status_code: Literal[
        "cancelled", "pending", "processing", "paused", "completed", "partial", "failed"
    ]
    #: Type of the operations, for programs.
    operation_type_code: Literal[
        "custom",
        "order_update",
        "professional_approval",
        "service_update",
        "user_update",
        "bulk_delete",
    ]


class _NewOrder(TypedDict):
    #: The service that is ordered: an active one of an approved professional; for staff and admins
    #: any active one.
    service_id: int


class NewOrder(_NewOrder, total=False):
    """A new order. Its professional comes from the service, and so does its price unless staff or
    an admin sets one.
    """

    #: The client; by default the caller. Only staff and admins order for others.
    client_id: int
    #: Free text.
    notes: str
    #: A price other than the service's, as a number or a decimal string; staff and admins only.
    price: str


class Order(TypedDict):
    """An order."""

    #: Id of the order.
    id: int
    #: Id of the user who orders.
    client_id: int
    #: Id of the professional who does it.
    professional_id: int
    #: Id of the service ordered.
    service_id: int
    #: State of the order.
    status: Literal["cancelled", "pending", "completed", "confirmed", "in_progress"]
    #: Free text.
    notes: str
    #: Exact decimal with two fraction digits.
    price: str
    #: Increases by one with every update that changes something.
    version: int
    #: When it was created.
    created_at: str
    #: When it was last changed.
    updated_at: str


class OrderList(TypedDict):
    """A page of orders, newest first."""

    #: The orders of the page.
    results: List[Order]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[str]


class OrderChange(TypedDict, total=False):
    """Changes to an order, by the rules of `order_update`."""

    #: The next state; which ones are allowed depends on the present one.
    status: Literal["cancelled", "pending", "completed", "confirmed", "in_progress"]
    #: Free text.
    notes: str
    #: Price with two decimals.
    price: str


class NewProfessional(TypedDict, total=False):
    """A new professional, not approved yet."""

    #: The user of the profile; by default the caller. Only staff and admins create profiles for
    #: others.
    user_id: int
    #: What the professional offers, in a line.
    headline: str


class Professional(TypedDict):
    """A professional."""

    #: Id of the professional.
    id: int
    #: Id of the user who is it.
    user_id: int
    #: What the professional offers, in a line.
    headline: str
    #: Whether the staff approved the professional.
    is_approved: bool
    #: Whether the staff verified the identity.
    is_verified: bool
    #: Increases by one with every update that changes something.
    version: int
    #: When it was created.
    created_at: str
    #: When it was last changed.
    updated_at: str


class ProfessionalList(TypedDict):
    """A page of professionals, newest first."""

    #: The professionals of the page.
    results: List[Professional]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[str]


class ProfessionalChange(TypedDict, total=False):
    """Changes to a professional, by the rules of `professional_approval`."""

    #: May be changed by the owner of the profile, staff and admins.
    headline: str
    #: Whether the staff approves the professional.
    is_approved: bool
    #: Whether the staff verified the identity.
    is_verified: bool


class _NewService(TypedDict):
    #: Name of the service.
    name: str
    #: Price as a number or a decimal string from 0 to 99999999.99 with at most two fraction
    #: digits.
    price: str


class NewService(_NewService, total=False):
    """A new service."""

    #: The professional of the service; by default the caller's own profile. Only staff and admins
    #: name another.
    professional_id: int
    #: What is offered.
    description: str
    #: Whether it can be ordered.
    is_active: bool


class Service(TypedDict):
    """A service."""

    #: Id of the service.
    id: int
    #: Id of the professional who offers it.
    professional_id: int
    #: Name of the service.
    name: str
    #: What is offered.
    description: str
    #: Exact decimal with two fraction digits.
    price: str
    #: Whether it can be ordered.
    is_active: bool
    #: Increases by one with every update that changes something.
    version: int
    #: When it was created.
    created_at: str
    #: When it was last changed.
    updated_at: str


class ServiceList(TypedDict):
    """A page of services, newest first."""

    #: The services of the page.
    results: List[Service]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[str]


class ServiceChange(TypedDict, total=False):
    """Changes to a service, by the rules of `service_update`."""

    #: Name of the service.
    name: str
    #: What is offered.
    description: str
    #: Price with two decimals.
    price: str
    #: Whether it can be ordered.
    is_active: bool


class _ContactItem(TypedDict):
    #: Id of the contact, unique among the owner's contacts: a string of 1 to 255 characters or an
    #: integer, which is stored as a string.
    id: Union[str, int]
    #: The fields of the contact. `name`, `email`, `phone`, `company`, `position`, `source`,
    #: `score`, `sentiment`, `tags` and `notes` have columns of their own; other fields are stored
    #: unchanged. `id` and `priority` in here are overridden by those of the item; `owner_id`,
    #: `batch_id` and `created_at` fail the item.
    data: Dict[str, Any]


class ContactItem(_ContactItem, total=False):
    """One contact to insert."""

    #: 1 (low) to 10 (urgent), or one of low (1), normal (5), high (8), urgent (10); 5 when not
    #: given.
    priority: Union[int, Priority]
    #: The caller's own name for the item, at most 200 characters; returned in results and exports.
    ref: str
    #: The caller's own data; returned unchanged and not interpreted.
    metadata: Dict[str, Any]


class _ContactBatch(TypedDict):
    #: 1 to 1,000 contacts.
    items: List[ContactItem]


class ContactBatch(_ContactBatch, total=False):
    """Contacts to insert in one statement."""

    #: true: all items or none, in one transaction; then at most 5,000 items. Default false.
    atomic: bool
    #: Order in which waiting batches run; without effect on a batch that runs within its request.
    #: Default `normal`.
    priority: Priority
    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]


class ContactError(TypedDict):
    """Why an item was not inserted."""

    #: Error code.
    code: ErrorCode
    #: What is wrong, for a person.
    message: str


class _ContactResult(TypedDict):
    #: The item's share of the processing time of the batch, in milliseconds.
    processing_time_ms: float
    #: Id of the inserted row; the submitted id when the item failed.
    id: str
    #: `success` or `error`.
    status: Literal["error", "success"]
    #: Result of the insert; null when the item failed.
    result: Optional[Dict[str, Any]]


class ContactResult(_ContactResult, total=False):
    """Result for one contact."""

    #: Why the item failed; only for a failed item.
    error: ContactError
    #: The item's `ref`.
    ref: str
    #: The item's `metadata`.
    metadata: Dict[str, Any]


class ContactBatchResult(TypedDict):
    """Result of a batch of contacts."""

    #: Processing time of the whole batch in milliseconds.
    processing_time_ms: float
    #: Id of the batch; null in a dry run.
    batch_id: Optional[str]
    #: Contacts submitted.
    total: int
    #: Contacts inserted.
    successful: int
    #: Contacts that failed.
    failed: int
    #: One result per item, in the order of the request.
    results: List[ContactResult]


class ContactView(TypedDict):
    """A contact as it is stored."""

    #: The caller's score.
    score: Optional[float]
    #: The caller's id of the contact.
    id: str
    #: Id of the batch that inserted it.
    batch_id: Optional[str]
    #: Priority from 1 to 10; 10 is the most urgent.
    priority: int
    #: Name of the person.
    name: Optional[str]
    #: E-mail address.
    email: Optional[str]
    #: Telephone number.
    phone: Optional[str]
    #: Employer.
    company: Optional[str]
    #: Position there.
    position: Optional[str]
    #: Where the contact came from.
    source: Optional[str]
    #: The caller's sentiment.
    sentiment: Optional[str]
    #: The caller's tags.
    tags: Optional[List[str]]
    #: The caller's notes.
    notes: Optional[str]
    #: Fields of `data` without a column of their own.
    extra: Dict[str, Any]
    #: When it was inserted.
    created_at: str


class ContactList(TypedDict):
    """A page of contacts, newest first."""

    #: The contacts of the page.
    results: List[ContactView]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[str]


class ContactChange(TypedDict, total=False):
    """Changes to a contact; omitted fields stay unchanged."""

    #: Fields to change. Fields without a column of their own are stored in `extra`; null clears a
    #: field.
    data: Dict[str, Any]
    #: 1 (low) to 10 (urgent).
    priority: int


class ContactErased(TypedDict):
    """Result of an erasure."""

    #: Whether nothing was erased because only the number was asked for.
    dry_run: bool
    #: Contacts erased, or matched in a dry run.
    contacts: int
    #: true: more contacts match than the 50,000 that one request erases; repeat the request.
    has_more: bool


class StartUrlsBodyBudgets(TypedDict, total=False):
    """Limits by figure: least scores (`performance`, `accessibility`, `best_practices`, `seo`,
    `http`) and largest values (`lcp_ms`, `cls`, `ttfb_ms`, `total_bytes`, `field_inp_ms` …). Each
    result says which it keeps; a breach is told by the webhook `batch.items_flagged`.
    """

    #: Least score that passes.
    performance: float
    #: Least score that passes.
    accessibility: float
    #: Least score that passes.
    best_practices: float
    #: Least score that passes.
    seo: float
    #: Least score that passes.
    http: float
    #: Largest value that passes.
    fcp_ms: float
    #: Largest value that passes.
    lcp_ms: float
    #: Largest value that passes.
    tbt_ms: float
    #: Largest value that passes.
    cls: float
    #: Largest value that passes.
    si_ms: float
    #: Largest value that passes.
    ttfb_ms: float
    #: Largest value that passes.
    total_bytes: float
    #: Largest value that passes.
    requests: float
    #: Largest value that passes.
    field_lcp_ms: float
    #: Largest value that passes.
    field_inp_ms: float
    #: Largest value that passes.
    field_cls: float
    #: Largest value that passes.
    field_fcp_ms: float
    #: Largest value that passes.
    field_ttfb_ms: float


class _StartUrlsBodyUrlsItem2(TypedDict):
    url: str


class StartUrlsBodyUrlsItem2(_StartUrlsBodyUrlsItem2, total=False):
    """An object."""

    ref: str
    metadata: Dict[str, Any]


class _StartUrlsBody(TypedDict):
    #: 1 to 1,000 URLs, each a string or an object.
    urls: List[Union[str, StartUrlsBodyUrlsItem2]]


class StartUrlsBody(_StartUrlsBody, total=False):
    """URLs to analyse."""

    #: Priority of the job in the queue; urgent jobs are at the head of the queue `high`. Default
    #: `normal`.
    priority: Priority
    #: Device that is emulated; `both` returns two results under one index. Default `mobile`.
    strategy: Literal["mobile", "desktop", "both"]
    #: Engine that analyses the URLs. Defaults to the engine configured for the installation.
    engine: Literal["auto", "http", "lighthouse", "psi"]
    #: Limits by figure: least scores (`performance`, `accessibility`, `best_practices`, `seo`,
    #: `http`) and largest values (`lcp_ms`, `cls`, `ttfb_ms`, `total_bytes`, `field_inp_ms` …).
    #: Each result says which it keeps; a breach is told by the webhook `batch.items_flagged`.
    budgets: StartUrlsBodyBudgets
    #: Number of URLs analysed concurrently, 1 to 20. Default 5.
    batch_size: int
    #: Alias of `batch_size`.
    max_concurrent: int
    #: Time limit of one URL in seconds, 60 to 1,800. Default 300.
    timeout_seconds: int
    #: Alias of `timeout_seconds`.
    timeout: int
    #: Number of retries of a URL that fails with a temporary error, 0 to 5. Default 2.
    retry_attempts: int
    #: Maximum age in seconds of an earlier result of the same owner that is returned instead of a
    #: new analysis. Default 0: every URL is analysed.
    max_age_seconds: int
    #: Analyses of each URL, one after the other, of which the median is the result; 1 to 5. They
    #: share the URL's time limit. Default 1.
    runs: int
    #: true: a page that answers with an error status is analysed, by the engine `http` in every
    #: engine's place. Default false: it fails with `HTTP_ERROR`.
    analyze_error_pages: bool
    #: Loads of each document by the engine `http`, each on a new connection, of whose timings the
    #: result has the medians; default 1. `http.timing.sample_count` of a result says how many
    #: there were.
    timing_samples: int
    #: true: URLs that cannot be analysed fail at their index instead of rejecting the job. Default
    #: false.
    ignore_invalid: bool
    #: true: tracking parameters such as utm_*, gclid and fbclid are removed from the query.
    #: Default false.
    strip_tracking: bool
    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]


class UrlVerdict(TypedDict):
    """Result of the validation of one submitted URL."""

    #: Zero-based position in the submission.
    index: int
    #: The URL as submitted.
    original_url: str
    #: The cleaned URL that is analysed; null when the URL was rejected.
    cleaned_url: Optional[str]
    #: Changes made by the cleaning.
    changed: List[str]
    #: What the caller should know about the URL.
    warnings: List[str]
    #: First index with the same cleaned URL, whose result is shown here too; null when this is the
    #: first.
    duplicate_of: Optional[int]
    #: First index that differs only in http/https, `www.` or a trailing slash; null when there is
    #: none.
    near_duplicate_of: Optional[int]
    #: Why the URL was rejected, as `error_type` of a validation error; null when it is analysed.
    refused: Optional[str]


class StartedJob(TypedDict):
    """A started job."""

    #: State of the job.
    status: Literal["pending"]
    #: Priority of the job.
    priority: Priority
    #: Device that is simulated.
    strategy: Literal["mobile", "desktop", "both"]
    #: Limits of the results, by figure.
    budgets: Dict[str, float]
    #: Engine that analyses the URLs: http, lighthouse or psi.
    engine: Literal["http", "lighthouse", "psi"]
    #: Id of the job; null in a dry run.
    batch_job_id: Optional[str]
    #: Id of the processing run. A job is processed in one run, so it equals the job's id.
    processing_run_id: Optional[str]
    #: Name of the job.
    name: Optional[str]
    #: URLs submitted.
    total_urls: int
    #: URLs analysed at once.
    batch_size: int
    #: Time limit of one URL.
    timeout_seconds: int
    #: Further tries after one that failed.
    retry_attempts: int
    #: Analyses of each URL, of which the median is the result.
    runs: int
    #: Whether error pages are analysed.
    analyze_error_pages: bool
    #: Loads of each document by the engine `http`, of whose timings the result has the medians.
    timing_samples: int
    #: Why this engine was chosen.
    engine_reason: str
    #: When the job was created; null in a dry run.
    created_at: Optional[str]
    #: One entry per URL, in the order of the request.
    urls: List[UrlVerdict]


class UrlProgress(TypedDict):
    """Progress of a job."""

    #: State of the job.
    status: Literal["pending", "processing", "paused", "completed", "failed", "cancelled"]
    #: Priority of the job.
    priority: Priority
    #: Device that is simulated.
    strategy: Literal["mobile", "desktop", "both"]
    #: Percentage of URLs that ended, whatever their status.
    progress_percentage: float
    #: Id of the job.
    batch_job_id: str
    #: Id of the processing run; equals the job's id.
    processing_run_id: str
    #: Name of the job.
    name: Optional[str]
    #: URLs submitted.
    total_urls: int
    #: URLs analysed.
    completed_urls: int
    #: URLs that failed.
    failed_urls: int
    #: URLs that were waiting or running when the job was cancelled.
    cancelled_urls: int
    #: URLs that are pending or running; 0 once the job has ended.
    remaining_urls: int
    #: When it started; null before.
    started_at: Optional[str]
    #: URLs that are being analysed.
    current_urls: List[str]
    #: Estimated completion at the throughput of the last five minutes; null until three URLs have
    #: ended, and when nothing runs.
    estimated_completion: Optional[str]


class UrlJob(TypedDict):
    """A job with its status and counters."""

    #: State of the job.
    status: Literal["pending", "processing", "paused", "completed", "failed", "cancelled"]
    #: Priority of the job.
    priority: Priority
    #: Device that is simulated.
    strategy: Literal["mobile", "desktop", "both"]
    #: Percentage of URLs that ended, whatever their status.
    progress_percentage: float
    #: Id of the job.
    batch_job_id: str
    #: Id of the processing run; equals the job's id.
    processing_run_id: str
    #: Name of the job.
    name: Optional[str]
    #: URLs submitted.
    total_urls: int
    #: URLs analysed.
    completed_urls: int
    #: URLs that failed.
    failed_urls: int
    #: URLs that were waiting or running when the job was cancelled.
    cancelled_urls: int
    #: URLs that are pending or running; 0 once the job has ended.
    remaining_urls: int
    #: When the job was submitted.
    created_at: str
    #: When it started; null before.
    started_at: Optional[str]
    #: When it ended; null before.
    completed_at: Optional[str]


class UrlJobList(TypedDict):
    """A page of jobs, newest first."""

    #: The jobs of the page.
    jobs: List[UrlJob]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[str]


class Scores(TypedDict):
    """Scores from 0 to 100; null where the engine has none."""

    #: 0 to 100; null when the engine does not measure it.
    performance: Optional[float]
    #: 0 to 100; null when the engine does not measure it.
    accessibility: Optional[float]
    #: 0 to 100; null when the engine does not measure it.
    best_practices: Optional[float]
    #: 0 to 100; null when the engine does not measure it.
    seo: Optional[float]
    #: Score of the engine `http`, with its audits and weights in `http.score`; not comparable with
    #: Lighthouse's scores.
    http: Optional[float]


class Lab(TypedDict):
    """Lab metrics of one page load; times in milliseconds."""

    #: First Contentful Paint.
    fcp_ms: Optional[float]
    #: Largest Contentful Paint.
    lcp_ms: Optional[float]
    #: Total Blocking Time.
    tbt_ms: Optional[float]
    #: Cumulative Layout Shift, no unit.
    cls: Optional[float]
    #: Speed Index.
    si_ms: Optional[float]
    #: Time to Interactive.
    tti_ms: Optional[float]
    #: Time to first byte of the document.
    ttfb_ms: Optional[float]
    #: Engine that measured them.
    source: str
    #: Transferred bytes of all resources.
    total_bytes: Optional[int]
    #: Requests of the page; null when not measured.
    requests: Optional[int]


class FieldMetric(TypedDict):
    """A figure of real visits."""

    #: 75th percentile; milliseconds, for the shift no unit.
    p75: float
    #: Google's verdict.
    category: Optional[Literal["FAST", "AVERAGE", "SLOW", "NONE"]]
    #: Shares of good, medium and poor visits.
    distribution: List[float]


class FieldData(TypedDict):
    """Visits of real Chrome users in the last 28 days (Chrome UX Report), from the answer of
    PageSpeed Insights.
    """

    #: `url`, or `origin` when the page itself has too few visits.
    scope: Literal["url", "origin"]
    #: Google's verdict on all figures.
    overall: Optional[Literal["FAST", "AVERAGE", "SLOW", "NONE"]]
    #: Engine that had them.
    source: str
    #: Largest Contentful Paint.
    lcp_ms: Optional[FieldMetric]
    #: Cumulative Layout Shift.
    cls: Optional[FieldMetric]
    #: Interaction to Next Paint.
    inp_ms: Optional[FieldMetric]
    #: First Contentful Paint.
    fcp_ms: Optional[FieldMetric]
    #: Time to first byte.
    ttfb_ms: Optional[FieldMetric]


class Run(TypedDict):
    """What one of several analyses measured."""

    #: Performance score.
    performance: Optional[float]
    #: Score of the engine `http`.
    http: Optional[float]
    #: Largest Contentful Paint.
    lcp_ms: Optional[float]
    #: Total Blocking Time.
    tbt_ms: Optional[float]
    #: Cumulative Layout Shift.
    cls: Optional[float]
    #: Time to first byte.
    ttfb_ms: Optional[float]
    #: When.
    analyzed_at: str


class BudgetCheck(TypedDict):
    """One limit against what was measured."""

    #: The figure.
    figure: Literal[
        "performance",
        "accessibility",
        "best_practices",
        "seo",
        "http",
        "fcp_ms",
        "lcp_ms",
        "tbt_ms",
        "cls",
        "si_ms",
        "ttfb_ms",
        "total_bytes",
        "requests",
        "field_lcp_ms",
        "field_inp_ms",
        "field_cls",
        "field_fcp_ms",
        "field_ttfb_ms",
    ]
    #: Its limit: the least score, or the largest value.
    limit: float
    #: What was measured; null when the engine does not measure it.
    actual: Optional[float]
    #: Whether the limit is kept; null when it was not measured.
    passed: Optional[bool]


class Budget(TypedDict):
    """Whether a result keeps the budgets of its job."""

    #: false: at least one limit is broken. A figure that was not measured breaks none; null when
    #: none was measured.
    passed: Optional[bool]
    #: One entry per limit.
    checks: List[BudgetCheck]


class UrlAnalysis(TypedDict):
    """Result of one URL with one strategy."""

    #: `mobile` or `desktop`.
    strategy: Literal["mobile", "desktop"]
    #: How long that took, in milliseconds.
    duration_ms: float
    #: Findings of the engine `http`: redirects, timing, transfer, caching, security, document,
    #: score.
    http: Optional[Dict[str, Any]]
    #: Categories and audits of Lighthouse by its own ids.
    lighthouse: Optional[Dict[str, Any]]
    #: Possible improvements, largest savings first.
    opportunities: List[Dict[str, Any]]
    #: Reason for every metric that is null.
    unavailable: Dict[str, str]
    #: Reserved for a stored full report; always null.
    raw_ref: Optional[str]
    #: The cleaned URL.
    url: str
    #: The URL as submitted.
    input_url: str
    #: URL after redirects.
    final_url: str
    #: Engine: http, lighthouse or psi.
    provider: str
    #: Version of the engine.
    provider_version: str
    #: When the page was analysed.
    analyzed_at: str
    #: Number of the attempt; 1 for the first.
    attempt: int
    #: Scores by category.
    scores: Scores
    #: Figures of the simulated visit.
    lab: Lab
    #: Field data of real users; null when there is none.
    field: Optional[FieldData]
    #: What the caller should know about the analysis.
    warnings: List[str]
    #: Figures of all analyses when the job asks for several, of which this result is the median;
    #: else empty.
    runs: List[Run]
    #: Whether the result keeps the budgets of the job; null without budgets.
    budget: Optional[Budget]


class ItemError(TypedDict):
    """Why an item failed or was cancelled."""

    #: Error code.
    code: Union[ErrorCode, str]
    #: Class of the error.
    type: Union[ErrorType, str]
    #: What is wrong, for a person.
    message: str
    #: Whether the error is temporary, so that a retry may succeed.
    retryable: bool
    #: Further facts, by the code.
    details: Dict[str, Any]


class UrlResult(TypedDict):
    """One submitted URL with its result."""

    #: State of the URL.
    status: ItemStatus
    #: What is being done; null unless it runs.
    current_step: Literal["analysis", "fetch", "audit", "scoring", "storing", "done"]
    #: Zero-based position in the submission.
    index: int
    #: Caller-defined name of the item.
    ref: Optional[str]
    #: Caller-defined data, returned unchanged.
    metadata: Optional[Dict[str, Any]]
    #: The URL as submitted.
    original_url: str
    #: The cleaned URL that is analysed; null when the URL was rejected.
    cleaned_url: Optional[str]
    #: URL after redirects; null until the analysis succeeded.
    final_url: Optional[str]
    #: First index with the same cleaned URL, which was analysed once; its result is shown here
    #: too.
    duplicate_of: Optional[int]
    #: First index that differs only in http/https, `www.` or a trailing slash.
    near_duplicate_of: Optional[int]
    #: Attempts so far.
    attempts: int
    #: Why the URL waits; null when it does not.
    wait_reason: Optional[str]
    #: Strategies whose result came from the cache.
    cached: List[str]
    #: What the caller should know about the URL.
    warnings: List[str]
    #: One entry per strategy; empty until the analysis succeeded.
    analyses: List[UrlAnalysis]
    #: Error of a failed or cancelled URL, else null.
    error: Optional[ItemError]


class UrlResults(TypedDict):
    """Results of a job, partial while it runs."""

    #: Status of the job; results are partial while it is `pending` or `processing`.
    status: Literal["pending", "processing", "paused", "completed", "failed", "cancelled"]
    #: Id of the job.
    batch_job_id: str
    #: Id of the processing run; equals the job's id.
    processing_run_id: str
    #: Name of the job.
    name: Optional[str]
    #: URLs submitted.
    total_urls: int
    #: URLs analysed.
    completed_urls: int
    #: URLs that failed.
    failed_urls: int
    #: Results in the order submitted.
    results: List[UrlResult]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[int]


class UrlHistoryEntry(TypedDict):
    """One analysis of a URL."""

    #: Device that was simulated.
    strategy: Literal["mobile", "desktop"]
    #: Engine.
    engine: Literal["http", "lighthouse", "psi"]
    #: What was measured, by the names of budgets; figures that the engine does not have are left
    #: out.
    figures: Dict[str, float]
    #: Code of the error of a URL that failed, else null.
    error_code: Optional[Union[ErrorCode, str]]
    #: When.
    analyzed_at: str
    #: Id of its job, which may have been deleted.
    batch_job_id: str
    #: Index of the URL in the job.
    index: int
    #: URL after redirects; null for a URL that failed.
    final_url: Optional[str]
    #: Whether the budgets of its job were kept; null without budgets.
    budget_passed: Optional[bool]


class UrlHistory(TypedDict):
    """The analyses of a URL, newest first."""

    #: The cleaned URL.
    url: str
    #: The analyses of the page.
    analyses: List[UrlHistoryEntry]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[str]


class ForgottenUrl(TypedDict):
    """What was deleted of the history of a URL."""

    #: The cleaned URL.
    url: str
    #: Analyses that were deleted.
    deleted: int


class ComparedJob(TypedDict):
    """A compared job."""

    #: State of the job.
    status: Literal["pending", "processing", "paused", "completed", "failed", "cancelled"]
    #: Engine of the job.
    engine: Literal["http", "lighthouse", "psi"]
    #: Id of the job.
    batch_job_id: str
    #: Name of the job.
    name: Optional[str]
    #: When it was submitted.
    created_at: str


class ComparedSide(TypedDict):
    """What a URL measured in one job."""

    #: State of the URL.
    status: ItemStatus
    #: Code of its error; null without one.
    error_code: Optional[Union[ErrorCode, str]]
    #: Performance score.
    performance: Optional[float]
    #: Accessibility score.
    accessibility: Optional[float]
    #: Best-practices score.
    best_practices: Optional[float]
    #: SEO score.
    seo: Optional[float]
    #: Score of the engine `http`.
    http: Optional[float]
    #: First Contentful Paint.
    fcp_ms: Optional[float]
    #: Largest Contentful Paint.
    lcp_ms: Optional[float]
    #: Total Blocking Time.
    tbt_ms: Optional[float]
    #: Cumulative Layout Shift.
    cls: Optional[float]
    #: Speed Index.
    si_ms: Optional[float]
    #: Time to first byte.
    ttfb_ms: Optional[float]
    #: Transferred bytes.
    total_bytes: Optional[float]
    #: Index of the URL in the job.
    index: int
    #: Whether the budgets of the job were kept; null without budgets.
    budget_passed: Optional[bool]


class ComparedUrl(TypedDict):
    """A URL in both jobs."""

    #: Device that was simulated.
    strategy: Literal["mobile", "desktop"]
    #: `regressed`, `improved` and `unchanged` compare the performance scores, without them the
    #: scores of the engine `http`; `broken` failed only in the later job, `mended` only in the
    #: earlier one, `failing` in both; `added` and `removed` are URLs of one job; `open` was not
    #: analysed to its end in both, or cancelled; `incomparable` was analysed by engines with
    #: different scores.
    change: Literal[
        "regressed",
        "improved",
        "unchanged",
        "broken",
        "mended",
        "failing",
        "added",
        "removed",
        "open",
        "incomparable",
    ]
    #: Later value minus earlier value of every figure that both have.
    differences: Dict[str, float]
    #: The cleaned URL.
    url: str
    #: Figures of the earlier job; null for an added URL.
    base: Optional[ComparedSide]
    #: Figures of the later job; null for a removed URL.
    other: Optional[ComparedSide]


class ComparisonCounts(TypedDict):
    """Number of URLs by change, of the whole jobs."""

    regressed: int
    improved: int
    unchanged: int
    broken: int
    mended: int
    failing: int
    added: int
    removed: int
    open: int
    incomparable: int


class _Comparison(TypedDict):
    #: The earlier job.
    base: ComparedJob
    #: The later job.
    other: ComparedJob
    #: URLs in the order of the earlier job, then those that only the later one has.
    urls: List[ComparedUrl]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[int]


class Comparison(_Comparison, total=False):
    """Two jobs beside each other."""

    #: Number of URLs by change, of the whole jobs.
    counts: ComparisonCounts


class JobQueue(TypedDict):
    """One of the three queues."""

    #: `operational`, or `stalled` when its oldest job has waited for more than 15 minutes while
    #: nothing runs.
    status: Literal["operational", "stalled"]
    #: `high`, `normal` or `low`.
    name: str
    #: Jobs that no worker has started.
    waiting_jobs: int
    #: Jobs that are processed.
    processing_jobs: int
    #: Jobs that are paused.
    paused_jobs: int
    #: URLs that wait.
    waiting_urls: int
    #: URLs that are analysed now.
    running_urls: int
    #: When the oldest waiting job was queued; null when none waits.
    oldest_waiting_since: Optional[str]


class QueueStatus(TypedDict):
    """The queues of URL jobs; urgent jobs are at the head of `high`."""

    #: The three queues.
    queues: List[JobQueue]
    #: Jobs that wait, in all queues.
    total_waiting_jobs: int
    #: Jobs that are processed, in all queues.
    total_processing_jobs: int
    #: The same in words.
    message: str


class Cleanup(TypedDict):
    """Jobs that a cleanup deleted, or would delete in a dry run."""

    #: Whether nothing was deleted because only the numbers were asked for.
    dry_run: bool
    #: Days that have passed since the jobs ended.
    older_than_days: int
    #: Completed jobs; pending, processing, failed and cancelled ones are not deleted.
    jobs: int
    #: URLs of these jobs, with their results.
    urls: int
    #: true: more jobs qualify than one request deletes; repeat the request.
    has_more: bool


class ProcessorHealth(TypedDict):
    """Processing of the jobs of all owners."""

    #: Jobs that are waiting.
    waiting_jobs: int
    #: Jobs that are processed.
    processing_jobs: int
    #: URLs that are being analysed, in all processes.
    running_urls: int
    #: Jobs whose worker has not renewed its lease for twice the lease time; another worker takes
    #: them over.
    stuck_jobs: int


class EngineHealth(TypedDict):
    """The configured engine and its availability."""

    #: The setting `URL_ANALYSIS_ENGINE`.
    configured: str
    #: Engine of jobs that name none; null when it is not available.
    chosen: Optional[str]
    #: Why; null when it is available.
    reason: str
    #: Whether URLs can be analysed with it.
    available: List[str]


class _UrlHealth(TypedDict):
    #: Whether URLs can be analysed.
    status: Literal["ok"]
    #: `operational`, or `degraded` when jobs are stuck or the configured engine is missing.
    batch_processor: str


class UrlHealth(_UrlHealth, total=False):
    """Whether URLs can be analysed."""

    #: State of the database; only with an admin's key.
    database: str
    #: State of the processing; only with an admin's key.
    processor: ProcessorHealth
    #: State of the engine; only with an admin's key.
    engine: EngineHealth


class MetricPercentiles(TypedDict):
    """Percentiles of a metric, linearly interpolated."""

    #: Median.
    p50: float
    #: 75th percentile.
    p75: float
    #: 90th percentile.
    p90: float
    #: 95th percentile.
    p95: float
    #: 99th percentile.
    p99: float
    #: fcp_ms, lcp_ms, tbt_ms, cls, si_ms, ttfb_ms, total_bytes or duration_ms.
    metric: str
    #: Analyses that measured it.
    count: int


class EngineAnalytics(TypedDict):
    """Analyses of one engine with one strategy."""

    #: Name of the engine.
    engine: Literal["http", "lighthouse", "psi"]
    #: Device that was simulated.
    strategy: Literal["mobile", "desktop"]
    #: Number of analyses.
    analyses: int
    #: Percentiles by figure.
    metrics: List[MetricPercentiles]


class ScoreBand(TypedDict):
    """Number of scores in a band of ten."""

    #: performance, accessibility, best_practices, seo or http.
    category: str
    #: Range of the score.
    band: str
    #: Analyses in it.
    count: int


class SlowHost(TypedDict):
    """A host with the time to first byte of its documents, in milliseconds."""

    #: Median time to the first byte, in milliseconds.
    median_ttfb_ms: float
    #: Name of the host.
    host: str
    #: Number of analyses.
    analyses: int


class UrlAnalytics(TypedDict):
    """Statistics of the analyses in a timeframe; results from the cache are not counted again."""

    #: Largest relative error of the percentiles and medians: 0 when all are exact, as those of few
    #: analyses are, otherwise 0.01. Counts are exact.
    relative_error: float
    #: The timeframe asked for.
    timeframe: str
    #: Figures by engine and strategy.
    engines: List[EngineAnalytics]
    #: Analyses by range of the score.
    score_distribution: List[ScoreBand]
    #: The slowest hosts, at most 10; of the 2,000 hosts of a minute, an hour or a day that have
    #: the most analyses, once these are summed up.
    slowest_hosts: List[SlowHost]


class _CompanyExtract(TypedDict):
    #: Name of the company.
    company_name: str


class CompanyExtract(_CompanyExtract, total=False):
    """One company to extract synchronously."""

    #: Omits values whose confidence is lower than this, 0 to 1. Default 0: all values are
    #: included.
    min_confidence: float
    #: Which sources are queried, and how thoroughly. Default `standard`.
    extraction_mode: Literal[
        "basic", "standard", "comprehensive", "contact_focused", "financial_focused"
    ]
    #: Country in which companies are searched first, as an ISO 3166-1 alpha-2 code; `UK` is read
    #: as `GB`. Default `US`.
    country: str
    #: Language of names and descriptions, as an ISO 639-1 code. Default `en`.
    language: str
    #: Domain of its website, when known.
    domain_hint: str
    #: Time limit in seconds; after it the answer is a TIMEOUT error. Default 60.
    timeout_seconds: int


class ModelUsage(TypedDict):
    """What the language model cost for one piece of work, such as an item or an upload."""

    #: US dollars; null without `LLM_INPUT_PRICE` and `LLM_OUTPUT_PRICE`.
    cost_usd: Optional[float]
    #: Questions; 0 when the answer was kept from before.
    calls: int
    #: Tokens sent.
    input_tokens: int
    #: Tokens answered.
    output_tokens: int


class _CompanyExtracted(TypedDict):
    #: Always `success`; a failure is an error.
    extraction_status: Literal["success"]
    #: Seconds taken.
    processing_time: float
    #: The name as sent.
    company_name: str
    #: The facts found.
    data: Dict[str, Any]
    #: Source of each value.
    provenance: Dict[str, Any]
    #: Whether the facts came from the cache.
    cached: bool
    #: Sources that failed.
    warnings: List[str]


class CompanyExtracted(_CompanyExtracted, total=False):
    """Result of a synchronous extraction."""

    #: What the language model cost; absent when it was not asked.
    model_usage: ModelUsage


class Trace(TypedDict):
    """Fields that every response carries."""

    #: The route and the end of the request's id, which the header X-Trace-Id has in full.
    trace_id: str
    #: When the answer was made.
    timestamp: str


class CompanyExtractedEnvelope(TypedDict):
    """One extracted company."""

    #: Always true; errors have another body.
    success: bool
    #: The company.
    data: CompanyExtracted
    #: Where the request is found in the log.
    metadata: Trace


class CompanySource(TypedDict):
    """A source of company facts in this installation."""

    #: Name of the source.
    name: str
    #: Whether it is asked.
    enabled: bool
    #: Name of the setting that enables the source; null when it is enabled.
    needs: Optional[str]


class _CompanyHealth(TypedDict):
    #: Always `healthy`; 503 otherwise.
    status: Literal["healthy"]


class CompanyHealth(_CompanyHealth, total=False):
    """State of the extraction."""

    #: Sources and their state; only with an admin's key.
    sources: List[CompanySource]


class CompanyHealthEnvelope(TypedDict):
    """State of the extraction."""

    #: Always true; errors have another body.
    success: bool
    #: State of the extraction.
    data: CompanyHealth
    #: Where the request is found in the log.
    metadata: Trace


class GroupStats(TypedDict):
    """Figures of a group of batches."""

    #: Share of successes among the companies that ended, in per cent.
    success_rate: float
    #: Average seconds in processing of an ended batch; null when none has ended.
    average_processing_time: Optional[float]
    #: Batches of the group.
    batches: int
    #: Companies in them.
    companies: int


class SystemStats(TypedDict):
    """Batches of companies created in the timeframe."""

    #: Average seconds in processing of an ended batch; null when none has ended.
    average_processing_time: Optional[float]
    #: Percentage of companies that succeeded, of those that succeeded or failed.
    success_rate: float
    #: Batches submitted.
    total_batches: int
    #: Batches that ended with at least one success.
    completed_batches: int
    #: Batches without a success.
    failed_batches: int
    #: Batches that were cancelled.
    cancelled_batches: int
    #: Batches that are queued, running or paused.
    active_batches: int
    #: Companies that succeeded or failed.
    total_companies_processed: int


class PerformanceMetrics(TypedDict):
    """Sizes and times of the batches of the timeframe."""

    #: Average number of companies per batch.
    average_batch_size: float
    #: Seconds in processing of the fastest ended batch; null when none has ended.
    fastest_batch_time: Optional[float]
    #: Seconds in processing of the slowest ended batch; null when none has ended.
    slowest_batch_time: Optional[float]
    #: Percentage of company lookups answered from the cache, over all callers.
    cache_hit_rate: float
    #: Most frequent extraction mode; null when there are no batches.
    most_common_extraction_mode: Optional[str]
    #: Most batches that were processed at once.
    peak_concurrent_batches: int


class ResourceUtilization(TypedDict):
    """Load of the process."""

    #: CPU utilisation of the host in per cent.
    cpu_usage: float
    #: Memory utilisation of the host in per cent.
    memory_usage: float
    #: Open client connections of the process that answers.
    active_connections: int
    #: Pending companies of the batches counted here.
    queue_size: int


class ErrorShare(TypedDict):
    """How often a class of error occurred."""

    #: Class of the error.
    error_type: Union[ErrorType, str]
    #: Percentage of all errors, including error types that are not listed.
    percentage: float
    #: How often it occurred.
    count: int


class ErrorAnalysis(TypedDict):
    """The errors of the timeframe."""

    #: The most frequent error types, at most ten.
    most_common_errors: List[ErrorShare]


class CompanyTimes(TypedDict):
    """Processing times of companies."""

    #: Median in seconds; null when there is none.
    p50: Optional[float]
    #: 95th percentile in seconds; null when there is none.
    p95: Optional[float]


_CompanyStatsPointFrom = TypedDict("_CompanyStatsPointFrom", {"from": "str"})


class CompanyStatsPoint(_CompanyStatsPointFrom):
    """Batches created in one hour, or in one day when the timeframe is longer than a day."""

    #: Batches submitted.
    batches: int
    #: Companies that succeeded.
    succeeded: int
    #: Companies that failed.
    failed: int


class StatsDetails(TypedDict):
    """Detailed figures, only with `include_details=true`."""

    #: Figures by extraction mode.
    by_mode: Dict[str, Any]
    #: Figures by priority.
    by_priority: Dict[str, Any]
    #: Seconds per company that succeeded.
    company_seconds: CompanyTimes
    #: Figures by time of creation; hours or days without a batch are omitted.
    series: List[CompanyStatsPoint]


class _CompanyStats(TypedDict):
    #: The timeframe asked for.
    timeframe: str
    #: Batches and companies.
    system_stats: SystemStats
    #: Sizes and times of the batches.
    performance_metrics: PerformanceMetrics
    #: Load of the process.
    resource_utilization: ResourceUtilization
    #: The most common errors.
    error_analysis: ErrorAnalysis


class CompanyStats(_CompanyStats, total=False):
    """Figures of a timeframe."""

    #: Further figures; only with `include_details=true`.
    details: StatsDetails


class StatsTrace(TypedDict):
    """When the figures were read, and where the request is found in the log."""

    #: When the figures were read.
    generated_at: str
    #: The route and the end of the request's id, which the header X-Trace-Id has in full.
    trace_id: str


class CompanyStatsEnvelope(TypedDict):
    """Figures of a timeframe."""

    #: Always true; errors have another body.
    success: bool
    #: The figures.
    data: CompanyStats
    #: When they were read, and where the request is found in the log.
    metadata: StatsTrace


class _CompanyError(TypedDict):
    #: Class of the error.
    type: Union[ErrorType, str]
    #: Error code.
    code: ErrorCode
    #: What is wrong, for a person.
    message: str
    #: Further facts, by the code.
    details: str
    #: What the caller can try next; null when there is no suggestion.
    suggestion: Optional[str]


class CompanyError(_CompanyError, total=False):
    """Why a company was not extracted."""

    #: Companies that match the name when several do.
    candidates: List[Dict[str, Any]]


class _CompanyResult(TypedDict):
    #: Whether the company was extracted.
    extraction_status: Literal["success", "failed", "cancelled"]
    #: The name as submitted; `data.company_name` is the resolved name.
    company_name: str


class CompanyResult(_CompanyResult, total=False):
    """Result for one company."""

    #: Extracted facts; a value that no source states is null.
    data: Dict[str, Any]
    #: Why it was not; only when it failed.
    error: CompanyError
    #: Source of each value, with `include=provenance`.
    provenance: Dict[str, Any]
    #: What the language model cost for the company, with `include=provenance`; absent when it was
    #: not asked.
    model_usage: ModelUsage
    #: Sources that failed for this company (`website: PARSE_TIMEOUT`) and other advice; absent
    #: when there is none.
    warnings: List[str]
    #: Caller-defined name of the item.
    ref: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]


class CompanySummary(TypedDict):
    """The extracted companies, counted by some of their facts."""

    #: Companies by industry.
    industries: Dict[str, int]
    #: Companies by number of employees.
    company_sizes: Dict[str, int]
    #: Companies by country of the seat.
    countries: Dict[str, int]


class _CompanyResults(TypedDict):
    #: State of the batch.
    status: Literal["queued", "processing", "completed", "failed", "cancelled", "paused"]
    #: Seconds in processing.
    processing_time: float
    #: Id of the batch.
    batch_id: str
    #: Companies submitted.
    total_companies: int
    #: Companies extracted.
    successful_extractions: int
    #: Companies that failed.
    failed_extractions: int
    #: When the batch ended; null before.
    completed_at: Optional[str]
    #: Results in the order submitted.
    results: List[CompanyResult]
    #: Totals over the successful companies only.
    summary: CompanySummary
    #: Path of the results as a file.
    export_url: str
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[int]


class CompanyResults(_CompanyResults, total=False):
    """Results of a batch."""

    #: Always true; present only while the batch has not ended.
    partial: bool


class CompanyResultsEnvelope(TypedDict):
    """Results of a batch."""

    #: Always true; errors have another body.
    success: bool
    #: The results.
    data: CompanyResults
    #: Where the request is found in the log.
    metadata: Trace


class _CompanyName(TypedDict):
    #: Name of the company.
    name: str


class CompanyName(_CompanyName, total=False):
    """A company name with what the caller knows about the company."""

    #: Domain of its website, when known.
    domain_hint: str
    #: The caller's own name for the item, at most 200 characters; returned in results and exports.
    ref: str
    #: The caller's own data; returned unchanged and not interpreted.
    metadata: Dict[str, Any]


class _CompanyBatch(TypedDict):
    #: 1 to 100 names of at most 200 characters each, or objects with `name` and optional
    #: `domain_hint`, `ref` and `metadata`.
    company_names: List[Union[str, CompanyName]]


class CompanyBatch(_CompanyBatch, total=False):
    """Companies to extract."""

    #: Omits values whose confidence is lower than this, 0 to 1. Default 0: all values are
    #: included.
    min_confidence: float
    #: Companies extracted concurrently, 1 to 20. Default 5.
    max_concurrent: int
    #: Time limit for one company in seconds, 30 to 600. Default 300.
    timeout_seconds: int
    #: Priority of the batch in the queue. Default `normal`.
    priority: Priority
    #: Domains by company name as listed in `company_names`; at most 100 entries.
    domain_hints: Dict[str, str]
    #: Which sources are queried, and how thoroughly. Default `standard`.
    extraction_mode: Literal[
        "basic", "standard", "comprehensive", "contact_focused", "financial_focused"
    ]
    #: Country in which companies are searched first, as an ISO 3166-1 alpha-2 code; `UK` is read
    #: as `GB`. Default `US`.
    country: str
    #: Language of names and descriptions, as an ISO 639-1 code. Default `en`.
    language: str
    #: Whether results include failed companies unless the request says otherwise. Default true.
    include_failed_results: bool
    #: Format of downloads unless the request says otherwise. Default `json`.
    export_format: CompanyFormat
    #: Tokens that the language model may cost in the batch, where one is configured; 0: it is not
    #: asked. Default `LLM_BATCH_TOKENS`, which is also the most.
    max_model_tokens: int
    #: Questions that the batch may ask of each provider that is paid by the question (Brave
    #: Search, People Data Labs). Default: no limit.
    max_provider_calls: int
    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]


class Spending(TypedDict):
    """Paid questions of a batch to one provider."""

    #: The same in US dollars; null without prices, and for providers whose prices this service
    #: does not know.
    cost_usd: Optional[float]
    #: Who is asked: `model`, `brave`, `people_data_labs` for companies or `pdl` for profiles.
    provider: str
    #: Questions: asked so far, or in a preview the most that can be asked without repeated
    #: attempts.
    calls: int
    #: Tokens: used so far, or in a preview the most that can be used; 0 for providers without.
    tokens: int
    #: Most questions that the batch may ask; null without a limit.
    calls_limit: Optional[int]
    #: Most tokens that the batch may use; null for providers without.
    tokens_limit: Optional[int]


class CompanyVerdict(TypedDict):
    """Dry-run result for one company."""

    #: Position in `company_names`.
    index: int
    #: The name as sent.
    company_name: str
    #: Whether it can be submitted.
    valid: bool


class _CompanySubmitted(TypedDict):
    #: `queued`; `valid` in a dry run.
    status: Literal["queued", "valid"]
    #: Estimated seconds for the batch, from the times that companies of this mode took before.
    estimated_processing_time: float
    #: Priority of the batch.
    priority: Priority
    #: Id of the batch; null in a dry run.
    batch_id: Optional[str]
    #: What happened, for a person.
    message: str
    #: Companies submitted.
    total_companies: int
    #: When the batch was submitted.
    created_at: str
    #: Advice on the submission, and sources that this installation does not query.
    warnings: List[str]


class CompanySubmitted(_CompanySubmitted, total=False):
    """Acknowledgement of a submission."""

    #: Only in a dry run.
    validate_only: bool
    #: What the batch can cost at most, by whom is asked; only in a dry run.
    spending_preview: List[Spending]
    #: Result of the validation of every company; only in a dry run.
    valid: List[CompanyVerdict]


class CompanySubmittedEnvelope(TypedDict):
    """The submitted batch, or the verdicts of a dry run."""

    #: Always true; errors have another body.
    success: bool
    #: The batch, or the verdicts of a dry run.
    data: CompanySubmitted
    #: Where the request is found in the log.
    metadata: Trace


class CompanyProgress(TypedDict):
    """How far a batch is."""

    #: Share of the companies that have ended, in per cent.
    completion_percentage: float
    #: What most of the batch is doing.
    current_phase: Literal["queued", "search", "extraction", "aggregation", "export", "done"]
    #: Companies submitted.
    total_companies: int
    #: Companies that succeeded.
    completed: int
    #: Companies that failed.
    failed: int
    #: Companies that were waiting or running when the batch was cancelled.
    cancelled: int
    #: Companies that are pending or running; 0 once the batch has ended.
    remaining: int


class CompanyStatus(TypedDict):
    """Status and progress of a batch."""

    #: State of the batch.
    status: Literal["queued", "processing", "completed", "failed", "cancelled", "paused"]
    #: Seconds in processing; queued and paused time does not count.
    processing_time: float
    #: Priority of the batch.
    priority: Priority
    #: How much is looked up.
    extraction_mode: Literal[
        "basic", "standard", "comprehensive", "contact_focused", "financial_focused"
    ]
    #: Format of the results unless another is asked for.
    export_format: CompanyFormat
    #: Id of the batch.
    batch_id: str
    #: How far the batch is.
    progress: CompanyProgress
    #: When the batch was submitted.
    created_at: str
    #: When processing started; null while queued.
    started_at: Optional[str]
    #: Estimated time of completion; null when unknown, paused or ended.
    estimated_completion: Optional[str]
    #: When it last changed.
    last_update: str


class CompanyStatusEnvelope(TypedDict):
    """State of a batch."""

    #: Always true; errors have another body.
    success: bool
    #: State of the batch.
    data: CompanyStatus
    #: Where the request is found in the log.
    metadata: Trace


class CompanySpending(TypedDict):
    """Paid questions of a batch so far."""

    #: Id of the batch.
    batch_id: str
    #: One entry for each that is paid by the question, whether it was asked or not.
    spending: List[Spending]


class CompanySpendingEnvelope(TypedDict):
    """What a batch has spent."""

    #: Always true; errors have another body.
    success: bool
    #: Paid questions so far.
    data: CompanySpending
    #: Where the request is found in the log.
    metadata: Trace


class CompanyDeleted(TypedDict):
    """The batch that was deleted."""

    #: Id of the deleted batch.
    batch_id: str
    #: Always true.
    deleted: bool


class CompanyDeletedEnvelope(TypedDict):
    """The batch that was deleted."""

    #: Always true; errors have another body.
    success: bool
    #: What was deleted.
    data: CompanyDeleted
    #: Where the request is found in the log.
    metadata: Trace


class Retry(TypedDict, total=False):
    """Selects the ended items that run again. Without any field: the failed and the cancelled
    ones.
    """

    #: States of the items; without it failed and cancelled items, or those of any state if
    #: `indexes` or `inputs` are given.
    statuses: List[Literal["failed", "cancelled", "succeeded"]]
    #: Only items with one of these error codes, at most 50.
    codes: List[ErrorCode]
    #: Only items at these zero-based positions, at most 10,000.
    indexes: List[int]
    #: Corrected inputs by index; these items are selected too and run again with them.
    inputs: Optional[Dict[str, Dict[str, Any]]]


class CompanyRetried(TypedDict):
    """Status of a batch after a retry."""

    #: State of the batch.
    status: Literal["queued", "processing", "completed", "failed", "cancelled", "paused"]
    #: Seconds in processing; queued and paused time does not count.
    processing_time: float
    #: Priority of the batch.
    priority: Priority
    #: How much is looked up.
    extraction_mode: Literal[
        "basic", "standard", "comprehensive", "contact_focused", "financial_focused"
    ]
    #: Format of the results unless another is asked for.
    export_format: CompanyFormat
    #: Id of the batch.
    batch_id: str
    #: How far the batch is.
    progress: CompanyProgress
    #: When the batch was submitted.
    created_at: str
    #: When processing started; null while queued.
    started_at: Optional[str]
    #: Estimated time of completion; null when unknown, paused or ended.
    estimated_completion: Optional[str]
    #: When it last changed.
    last_update: str
    #: Number of companies that are pending again.
    retried: int


class CompanyRetriedEnvelope(TypedDict):
    """State of a batch of which companies run again."""

    #: Always true; errors have another body.
    success: bool
    #: State of the batch, and how many companies run again.
    data: CompanyRetried
    #: Where the request is found in the log.
    metadata: Trace


class _ProfileItem(TypedDict):
    #: The role that the profile is expected to hold; a mismatch is a warning.
    suggested_role: Literal["CTO", "CIO", "CISO"]
    #: Address of the member's page. Country and mobile hosts, locales and query are accepted;
    #: company pages are not.
    linkedin_url: str


class ProfileItem(_ProfileItem, total=False):
    """One profile to ingest."""

    #: Name shown instead of the name in the source.
    name: str
    #: Whether the companies of the work history are processed too. Default true.
    include_companies: bool
    #: The caller's own name for the item, at most 200 characters; returned in results and exports.
    ref: str
    #: The caller's own data; returned in results and exports, not interpreted.
    metadata: Dict[str, Any]


class _ProfileBatch(TypedDict):
    #: 1 to 10 profiles.
    profiles: List[ProfileItem]


class ProfileBatch(_ProfileBatch, total=False):
    """Profiles to ingest."""

    #: Profiles processed concurrently, 1 to 5. Default 3.
    max_concurrent: int
    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]
    #: Questions that the batch may ask of each provider that is paid by the question: People Data
    #: Labs for profiles, Brave Search for their companies. Default: no limit.
    max_provider_calls: int
    #: Tokens that the language model may cost for the companies of the batch, where one is
    #: configured; at most `LLM_BATCH_TOKENS`. Default 0: it is not asked.
    max_model_tokens: int


class _ProfileRow(TypedDict):
    #: Id of the profile; empty when it failed.
    id: str
    #: Name of the person.
    name: str
    #: Address as submitted.
    url: str
    #: Current position.
    position: str
    #: Text about the person.
    about: str
    #: `pipeline_id`, `companies_found`, `has_embeddings`, `processing_time`; for a failed profile
    #: `status` and `errors`.
    pipeline_metadata: Dict[str, Any]
    #: When the row was made.
    created_at: str


class ProfileRow(_ProfileRow, total=False):
    """A stored profile, or the reason why it was not stored (then `id` is empty and only
    `pipeline_metadata` has details).
    """

    #: Work history.
    experience: List[Dict[str, Any]]
    #: Education.
    education: List[Dict[str, Any]]
    #: Certificates.
    certifications: List[Dict[str, Any]]
    #: Companies of the work history, each with at least `id` and `company_name`.
    companies_processed: List[Dict[str, Any]]
    #: The `ref` of the submitted item.
    ref: str
    #: The `metadata` of the submitted item.
    metadata: Dict[str, Any]


class _ProfileBatchResult(TypedDict):
    #: Id of the batch; null in a dry run.
    batch_id: Optional[str]
    #: Profiles submitted.
    total_requested: int
    #: Profiles ingested.
    successful: int
    #: Profiles that failed.
    failed: int
    #: Profiles that have ended, in the order of the request.
    results: List[ProfileRow]


class ProfileBatchResult(_ProfileBatchResult, total=False):
    """Results of a batch of profiles."""

    #: Seconds from its start to its end, or until now.
    processing_time_seconds: float
    #: Status of the batch; in every 202 response and in the status route.
    status: BatchStatus
    #: When the batch started.
    started_at: str
    #: When the batch ended; null until then.
    completed_at: Optional[str]
    #: Address of the status route; in every 202 response and in the status route.
    status_url: str
    #: Only in a dry run.
    validate_only: bool
    #: Only in a dry run: the result of the validation of every profile.
    valid: List[Dict[str, Any]]
    #: Only in a dry run: whom the batch would ask for money, and how much that can be at most.
    spending_preview: List[Spending]


class ProfileSpending(TypedDict):
    """Paid questions of a batch so far."""

    #: Id of the batch.
    batch_id: str
    #: One entry for each that is paid by the question, whether it was asked or not.
    spending: List[Spending]


class ProfileTotals(TypedDict):
    """Numbers of profiles in the batches created in the timeframe."""

    #: Percentage of profiles that succeeded, of those that succeeded or failed.
    success_rate: float
    #: Profiles submitted.
    total: int
    #: Profiles ingested.
    succeeded: int
    #: Profiles that failed.
    failed: int


class ProfileTimes(TypedDict):
    """Milliseconds from start to end of a profile; null when none ended."""

    #: Mean; null when there is none.
    average: Optional[float]
    #: Median; null when there is none.
    median: Optional[float]
    #: 95th percentile; null when there is none.
    p95: Optional[float]
    #: Longest; null when there is none.
    slowest: Optional[float]


class RoleFigures(TypedDict):
    """Statistics of the profiles with one suggested role."""

    #: The suggested role.
    role: Literal["CTO", "CIO", "CISO"]
    #: Share of successes among those that ended, in per cent.
    success_rate: float
    #: Profiles submitted.
    total: int
    #: Profiles ingested.
    succeeded: int
    #: Profiles that failed.
    failed: int
    #: How many titles matched the role exactly, nearly or not.
    matches: Dict[str, Any]


class ProviderFigures(TypedDict):
    """Statistics of the requests to one provider."""

    #: Percentage of requests that found a profile.
    success_rate: float
    #: Average response time in milliseconds, over the profiles that succeeded; null when there are
    #: none.
    average_ms: Optional[float]
    #: Name of the provider.
    provider: str
    #: Times it was asked.
    asked: int
    #: Profiles it had.
    found: int
    #: Profiles it did not have.
    not_found: int
    #: Times it failed.
    failed: int


class ProfileErrorFigures(TypedDict):
    """How many profiles failed with an error code."""

    #: Error code.
    code: ErrorCode
    #: How often it occurred.
    count: int


class ProfileAnalytics(TypedDict):
    """Statistics of profile batches."""

    #: The timeframe asked for.
    timeframe: str
    #: Numbers of profiles.
    profiles: ProfileTotals
    #: Times of the profiles in milliseconds.
    processing_ms: ProfileTimes
    #: Figures by suggested role.
    roles: List[RoleFigures]
    #: Figures by provider.
    providers: List[ProviderFigures]
    #: The most common errors.
    errors: List[ProfileErrorFigures]


class ProfileSearch(TypedDict, total=False):
    """Searches profiles by a text, or by another profile."""

    #: Minimum similarity of a hit, -1 to 1.
    min_similarity: float
    #: Id of a profile; searches similar profiles instead of using a query.
    profile_id: str
    #: Only profiles with this suggested role.
    role: Literal["CTO", "CIO", "CISO"]
    #: Only profiles of people who worked at a company whose name contains this text.
    company: str
    #: Text to search for.
    query: str
    #: Maximum number of hits.
    k: int


class ProfileHit(TypedDict):
    """A matching profile."""

    #: Cosine similarity, -1 to 1.
    similarity: float
    #: The role it was submitted with.
    suggested_role: Literal["CTO", "CIO", "CISO"]
    #: Id of the profile.
    profile_id: str
    #: Name of the person.
    name: Optional[str]
    #: Address of the profile.
    url: str
    #: Current position.
    position: Optional[str]


class ProfileHits(TypedDict):
    """Matching profiles, the most similar first."""

    #: How the hits were ranked. `cosine`: by the similarity of the vectors alone.
    #: `cosine_rare_words`: by that similarity to a query whose words count the more the rarer they
    #: are among what is searched (the local model, for texts, once 20 are stored).
    #: `cosine_then_words`: so, and of the 50 nearest those first whose texts have the words of the
    #: query (companies).
    ranking: Literal["cosine", "cosine_rare_words", "cosine_then_words"]
    #: The most similar profiles first.
    results: List[ProfileHit]
    #: Model whose vectors were compared; vectors of other models are never included.
    embedding_model: str
    #: Whether the model compares meaning; false: it compares words only.
    semantic: bool


class CompanySearch(TypedDict, total=False):
    """Searches companies by a text, or by another company."""

    #: Minimum similarity of a hit, -1 to 1.
    min_similarity: float
    #: Id of a company; searches similar companies instead of using a query.
    company_id: str
    #: Only companies whose industry or sector contains this text.
    industry: str
    #: Text to search for.
    query: str
    #: Maximum number of hits.
    k: int


class CompanyHit(TypedDict):
    """A matching company."""

    #: Cosine similarity, -1 to 1.
    similarity: float
    #: Id of the company.
    company_id: str
    #: Name of the company.
    company_name: str
    #: Domain of its website.
    domain: Optional[str]
    #: Industry.
    industry: Optional[str]
    #: Description.
    description: Optional[str]


class CompanyHits(TypedDict):
    """Matching companies, in the order that `ranking` says."""

    #: How the hits were ranked. `cosine`: by the similarity of the vectors alone.
    #: `cosine_rare_words`: by that similarity to a query whose words count the more the rarer they
    #: are among what is searched (the local model, for texts, once 20 are stored).
    #: `cosine_then_words`: so, and of the 50 nearest those first whose texts have the words of the
    #: query (companies).
    ranking: Literal["cosine", "cosine_rare_words", "cosine_then_words"]
    #: The companies in that order.
    results: List[CompanyHit]
    #: Model whose vectors were compared; vectors of other models are never included.
    embedding_model: str
    #: Whether the model compares meaning; false: it compares words only.
    semantic: bool


class _ImportRequest(TypedDict):
    #: A LinkedIn data export as ZIP or CSV files, or one JSON Resume.
    files: List[str]


class ImportRequest(_ImportRequest, total=False):
    """An upload: the address and the files."""

    #: Address that the import is bound to; may be omitted when a JSON Resume names it.
    linkedin_url: str


class _Imported(TypedDict):
    #: Address of the profile.
    url: str
    #: `linkedin_export`, `json_resume` or `cv_text`.
    format: str
    #: Names of the files that were read.
    files: List[str]
    #: Name of the person.
    full_name: Optional[str]
    #: Current position.
    position: Optional[str]
    #: Number of positions, schools and so on that were read.
    counts: Dict[str, Any]
    #: What was not imported, and why.
    warnings: List[str]
    #: When it was imported.
    imported_at: str


class Imported(_Imported, total=False):
    """Result of an import."""

    #: What the language model cost; only of a CV.
    model_usage: ModelUsage


class RoleMatch(TypedDict):
    """How well the titles match the suggested role."""

    #: The role of that title.
    role: Literal["CTO", "CIO", "CISO"]
    #: Confidence from 0 to 1.
    confidence: float
    #: `exact`, `near` or `none`.
    match: str
    #: The title in the work history.
    title: Optional[str]
    #: Whether the person holds it now.
    current: bool


class ProfileSummary(TypedDict):
    """A stored profile."""

    #: The role it was submitted with.
    suggested_role: Literal["CTO", "CIO", "CISO"]
    #: Id of the profile.
    id: str
    #: Address of the profile.
    url: str
    #: Name of the person.
    name: Optional[str]
    #: Current position.
    position: Optional[str]
    #: How the work history matches the role.
    role_match: RoleMatch
    #: Source, time, confidence and lawful basis.
    provenance: Dict[str, Any]
    #: When it was first stored.
    created_at: str
    #: When it was last stored.
    updated_at: str


class ProfileList(TypedDict):
    """A page of profiles, newest first."""

    #: The profiles of the page.
    results: List[ProfileSummary]
    #: Value of `cursor` for the next page; null on the last page.
    next_cursor: Optional[str]


class Erased(TypedDict):
    """Number of records that an erasure deleted."""

    #: Profiles erased.
    profiles: int
    #: Number of imports.
    archives: int
    #: Number of batch items from which address, name and result were removed.
    results: int


class ProfileDetail(TypedDict):
    """A stored profile with all details."""

    #: The role it was submitted with.
    suggested_role: Literal["CTO", "CIO", "CISO"]
    #: Id of the profile.
    id: str
    #: Address of the profile.
    url: str
    #: Name of the person.
    name: Optional[str]
    #: Current position.
    position: Optional[str]
    #: How the work history matches the role.
    role_match: RoleMatch
    #: Source, time, confidence and lawful basis.
    provenance: Dict[str, Any]
    #: When it was first stored.
    created_at: str
    #: When it was last stored.
    updated_at: str
    #: Text about the person.
    about: Optional[str]
    #: Headline of the profile.
    headline: Optional[str]
    #: Where the person is.
    location: Optional[str]
    #: Work history.
    experience: List[Dict[str, Any]]
    #: Education.
    education: List[Dict[str, Any]]
    #: Certificates.
    certifications: List[Dict[str, Any]]
    #: Skills.
    skills: List[str]
    #: Languages.
    languages: List[str]
    #: Companies of the work history, with the titles held there and the facts from company
    #: extraction.
    companies: List[Dict[str, Any]]
    #: Until when the profile is retained.
    retention: str


class _SubmitEnvelope(TypedDict):
    #: The kind of the batch, which determines the fields of its items and options.
    kind: KindName


class SubmitEnvelope(_SubmitEnvelope, total=False):
    """The envelope of a batch of any kind: all fields except its items."""

    #: Options of the kind; the kind's defaults when omitted.
    options: Dict[str, Any]
    #: Most items that run at once, over all processes: 1 to the maximum of the kind; the kind's
    #: default when omitted.
    max_concurrent: int
    #: Time limit of one item in seconds: 1 to the maximum of the kind; the kind's default when
    #: omitted.
    timeout_seconds: int
    #: true: all items or none, in one transaction; then at most 5,000 items. Default false.
    atomic: bool
    #: Order in which waiting batches run; without effect on a batch that runs within its request.
    #: Default `normal`.
    priority: Priority
    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]


class _SubmitBatch(TypedDict):
    #: The kind of the batch, which determines the fields of its items and options.
    kind: KindName
    #: 1 to 10,000 items with the fields of the kind's own route, each with an optional `ref` and
    #: `metadata`.
    items: List[
        Union[
            OperationsKindItem,
            ContactAnalysisKindItem,
            UrlAnalysisKindItem,
            CompanyExtractionKindItem,
            ProfileIngestionKindItem,
        ]
    ]


class SubmitBatch(_SubmitBatch, total=False):
    """A batch of any kind as JSON."""

    #: Options of the kind; the kind's defaults when omitted.
    options: Union[
        OperationsKindOptions,
        ContactAnalysisKindOptions,
        UrlAnalysisKindOptions,
        CompanyExtractionKindOptions,
        ProfileIngestionKindOptions,
    ]
    #: Most items that run at once, over all processes: 1 to the maximum of the kind; the kind's
    #: default when omitted.
    max_concurrent: int
    #: Time limit of one item in seconds: 1 to the maximum of the kind; the kind's default when
    #: omitted.
    timeout_seconds: int
    #: true: all items or none, in one transaction; then at most 5,000 items. Default false.
    atomic: bool
    #: Order in which waiting batches run; without effect on a batch that runs within its request.
    #: Default `normal`.
    priority: Priority
    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]


class _Verdict(TypedDict):
    #: Zero-based position in the submission.
    index: int
    #: Whether the item would succeed, as far as can be foreseen.
    valid: bool
    #: Why the item would fail; null when no error is foreseeable without running it.
    error: Optional[ItemError]


class Verdict(_Verdict, total=False):
    """The result of a dry run for one item."""

    #: Line of the file at which its row begins, or row of the sheet; from 1. Only for a file.
    line: int


class ImportColumn(TypedDict):
    """Where the values of a column of a file go."""

    #: Its header; of several with the same header the later ones have a number behind it.
    name: str
    #: Path of the field that it fills; null when it fills none.
    field: Optional[str]
    #: The conversions of its values, in order.
    convert: List[str]
    #: Whether this was guessed from its name and not said by the caller.
    guessed: bool
    #: Whether its values are kept in the `metadata` of the items.
    metadata: bool


class ImportMapping(TypedDict):
    """Where all columns go, in the form in which a caller can send it again."""

    #: By column: the field with its conversions; null for a column of no field.
    columns: Dict[str, Optional[Dict[str, Any]]]
    #: Values of fields that every item has, by the path of the field.
    fixed: Dict[str, Any]


class RowError(TypedDict):
    """What is wrong with a cell, or with a row."""

    #: Line of the file at which the row begins, or row of the sheet; from 1.
    line: int
    #: Column of the file; null when no single one is at fault.
    column: Optional[str]
    #: Path of the field in the item.
    field: str
    #: What is wrong with it.
    message: str
    #: The rejected value, of any type, cut at 200 characters.
    invalid_value: Any
    #: Kind of the fault, for programs.
    error_type: str


class ReportedRows(TypedDict):
    """Rows that did not become items as they stand."""

    #: Number of rows.
    count: int
    #: The line of each of them.
    lines: List[int]
    #: What is wrong with the first hundred or so.
    errors: List[RowError]


class Import(TypedDict):
    """How a file was read, and what became of its rows."""

    #: Format of the file.
    format: FileFormat
    #: Encoding of its text; null for a workbook.
    encoding: Optional[FileEncoding]
    #: Separator of a CSV file; null for other formats.
    delimiter: Optional[FileDelimiter]
    #: What was to become of rows that are no valid items.
    on_invalid: OnInvalid
    #: Name of the sheet of a workbook; null for other formats.
    sheet: Optional[str]
    #: Rows below the header that are not empty.
    rows: int
    #: Items that they became.
    imported: int
    #: Its columns, in order.
    columns: List[ImportColumn]
    #: The same as a mapping that can be sent again.
    mapping: ImportMapping
    #: Rows that were left out, with `on_invalid=skip`.
    skipped: ReportedRows
    #: Rows that are recorded as failed items with the code INVALID_ROW, with
    #: `on_invalid=fail_items`.
    failed: ReportedRows


_DryRunImport = TypedDict("_DryRunImport", {"import": "Import"}, total=False)


class DryRun(_DryRunImport):
    """The result of a dry run; nothing was stored. Items that do not pass validation cause a
    VALIDATION_ERROR instead; rows of a file that are no valid items have the verdict INVALID_ROW,
    whatever `on_invalid` says.
    """

    #: Whether all items are valid.
    valid: bool
    #: Items submitted.
    total: int
    #: One entry per item, in order, or for every row of a file; null for `application/x-ndjson`
    #: with an envelope, whose lines are only validated.
    items: Optional[List[Verdict]]


class Counters(TypedDict):
    """Number of items by state; `total` is always the sum of the others."""

    #: All items.
    total: int
    #: Items that wait.
    pending: int
    #: Items that run.
    running: int
    #: Items that succeeded.
    succeeded: int
    #: Items that failed.
    failed: int
    #: Items that were cancelled.
    cancelled: int


_SubmittedBatchImport = TypedDict("_SubmittedBatchImport", {"import": "Import"}, total=False)


class SubmittedBatch(_SubmittedBatchImport):
    """A batch that was stored; one that came as a file says how that was read."""

    #: What its items are.
    kind: KindName
    #: Final states: `completed` = every item succeeded, `failed` = none did, `partial` = some did,
    #: `cancelled`.
    status: BatchStatus
    #: Order in which waiting batches run.
    priority: Priority
    #: Share of the items that have ended, in per cent with two decimals.
    progress: float
    #: Share of successes among the items that succeeded or failed, in per cent with two decimals;
    #: 0 when there are none.
    success_rate: float
    #: Items that ended per second during the last 5 minutes; null in lists, and until three items
    #: have ended.
    rate_per_second: Optional[float]
    #: Public id: an integer, a UUID or `batch_YYYYMMDD_xxxxxxxxxx`, depending on the kind.
    id: str
    #: Id of the user who submitted the batch.
    owner_id: int
    #: Caller-defined name.
    name: Optional[str]
    #: Whether the batch takes effect as a whole: if one item fails, nothing is written.
    atomic: bool
    #: Most items that run at once, over all processes; 1 runs them one after the other.
    max_concurrent: int
    #: Items by state.
    counters: Counters
    #: Estimated end of the batch at this rate; null when the rate is.
    estimated_completion: Optional[str]
    #: The options that the batch was submitted with, including defaults.
    options: Dict[str, Any]
    #: Caller-defined data, returned unchanged.
    metadata: Optional[Dict[str, Any]]
    #: Where its webhooks are sent besides the registered endpoints.
    webhook_url: Optional[str]
    #: Whether it gets further items, in parts, until it is sealed.
    is_open: bool
    #: When it ends if it is not sealed before; null unless `is_open`.
    seal_by: Optional[str]
    #: Why it ended otherwise than by its items, such as a seal that never came; null when it did
    #: not.
    end_reason: Optional[str]
    #: Increases with every change of the batch.
    revision: int
    #: When it was submitted.
    created_at: str
    #: null until a worker first starts the batch.
    started_at: Optional[str]
    #: null until the batch has ended.
    completed_at: Optional[str]
    #: When it last changed.
    updated_at: str


class BatchFilter(TypedDict, total=False):
    """What batches are chosen by; all that is given must match."""

    #: Only batches of this kind.
    kind: KindName
    #: Only batches in this state.
    status: BatchStatus
    #: Only batches of this priority.
    priority: Priority
    #: Text of 1 to 200 characters that the batch's name contains (ignoring case), or that the
    #: `ref` of one of its items begins with (case-sensitive); refs are searched only in kinds
    #: whose items the key may read.
    q: str
    #: Created at or after this instant; ISO 8601, UTC when it has no time zone.
    created_from: str
    #: Created before this instant; ISO 8601, UTC when it has no time zone.
    created_to: str
    #: Id of the owner whose rows are listed; other owners only with the scope `admin`, which sees
    #: all owners' rows when omitted.
    owner: int


class _NewBatchAction(TypedDict):
    #: What to do to each batch: the same as the single control. `retry` runs the failed items
    #: again, and no others.
    action: Literal["cancel", "pause", "resume", "retry", "delete", "priority"]


class NewBatchAction(_NewBatchAction, total=False):
    """An action on many batches, chosen by a filter or named: exactly one of both."""

    #: The new priority; with the action `priority` only, which needs it.
    priority: Priority
    #: The batches that match all that is given, as the list of batches would show them; at least
    #: one field, and at most 100,000 batches.
    filter: BatchFilter
    #: Ids of 1 to 1,000 batches.
    ids: List[str]
    #: Only counts the batches; nothing is stored or done. Default false.
    dry_run: bool
    #: Why, for whoever reads it later; 1 to 500 characters.
    reason: str


class BatchActionCount(TypedDict):
    """How many batches an action would be for; nothing was stored."""

    #: What would be done.
    action: Literal["cancel", "pause", "resume", "retry", "delete", "priority"]
    #: Always true.
    dry_run: bool
    #: Batches that it would be for: those that match, or all that are named.
    matched: int
    #: Those among them that it would change as they are now; the others would be refused, or are
    #: so already.
    actionable: int
    #: Those that exist by their present status.
    by_status: Dict[str, int]


class ActionRequester(TypedDict):
    """Who asked for an action."""

    #: Id of the user.
    user_id: int
    #: Id of the API key, whose rights are asked for again before each batch.
    key_id: str


class ActionStop(TypedDict):
    """Why an action was stopped."""

    #: Error code.
    code: Union[ErrorCode, str]
    #: What happened, for a person.
    message: str


class ActionRefusal(TypedDict):
    """A batch that an action did not change."""

    #: Error code, as the single control would have answered.
    code: Union[ErrorCode, str]
    #: Id of the batch.
    batch_id: str
    #: Why, for a person.
    message: str


class BatchAction(TypedDict):
    """An action on many batches and how far it is."""

    #: What is done to each batch.
    action: Literal["cancel", "pause", "resume", "retry", "delete", "priority"]
    #: The new priority; null unless the action is `priority`.
    priority: Optional[Priority]
    #: Final states: `completed` = every batch is done or refused, `cancelled` = ended by a person,
    #: `stopped` = see `stop_reason`.
    status: Literal["pending", "running", "completed", "cancelled", "stopped"]
    #: Id of the action.
    id: str
    #: The filter as it was sent; null when the batches were named.
    filter: Optional[Dict[str, Any]]
    #: Why, as it was sent.
    reason: Optional[str]
    #: Batches that it is for, chosen when it was asked for.
    matched: int
    #: Those that were changed, or were so already.
    done: int
    #: Those that were refused.
    refused: int
    #: Those that are still to come.
    remaining: int
    #: Who asked for it.
    requested_by: ActionRequester
    #: Why it was stopped; null unless it was.
    stop_reason: Optional[ActionStop]
    #: The first 100 batches that were refused; empty in lists.
    refusals: List[ActionRefusal]
    #: When it was asked for.
    created_at: str
    #: null until a process first works on it.
    started_at: Optional[str]
    #: null until it has ended.
    ended_at: Optional[str]


class BatchActionList(TypedDict):
    """A page of actions, newest first."""

    #: The actions of the page.
    results: List[BatchAction]
    #: Pass it as `cursor` to get the next page; null on the last page.
    next_cursor: Optional[str]


class _OpenBatch(TypedDict):
    #: The kind of the batch, which determines the fields of its items and options.
    kind: KindName


class OpenBatch(_OpenBatch, total=False):
    """A batch that gets its items in parts."""

    #: Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
    name: str
    #: URL of at most 2,048 characters to which the batch's webhooks are sent, besides the
    #: registered endpoints.
    webhook_url: str
    #: Caller-defined data, returned unchanged.
    metadata: Dict[str, Any]
    #: Order in which waiting batches run; without effect on a batch that runs within its request.
    #: Default `normal`.
    priority: Priority
    #: Options of the kind; the kind's defaults when omitted.
    options: Union[
        OperationsKindOptions,
        ContactAnalysisKindOptions,
        UrlAnalysisKindOptions,
        CompanyExtractionKindOptions,
        ProfileIngestionKindOptions,
    ]
    #: Most items that run at once, over all processes: 1 to the maximum of the kind; the kind's
    #: default when omitted.
    max_concurrent: int
    #: Time limit of one item in seconds: 1 to the maximum of the kind; the kind's default when
    #: omitted.
    timeout_seconds: int
    #: When its items begin to run: once it is sealed, or as they come, which transactional kinds
    #: cannot. Default `at_seal`.
    start: BatchStart


class BatchView(TypedDict):
    """The current state of a batch of any kind."""

    #: What its items are.
    kind: KindName
    #: Final states: `completed` = every item succeeded, `failed` = none did, `partial` = some did,
    #: `cancelled`.
    status: BatchStatus
    #: Order in which waiting batches run.
    priority: Priority
    #: Share of the items that have ended, in per cent with two decimals.
    progress: float
    #: Share of successes among the items that succeeded or failed, in per cent with two decimals;
    #: 0 when there are none.
    success_rate: float
    #: Items that ended per second during the last 5 minutes; null in lists, and until three items
    #: have ended.
    rate_per_second: Optional[float]
    #: Public id: an integer, a UUID or `batch_YYYYMMDD_xxxxxxxxxx`, depending on the kind.
    id: str
    #: Id of the user who submitted the batch.
    owner_id: int
    #: Caller-defined name.
    name: Optional[str]
    #: Whether the batch takes effect as a whole: if one item fails, nothing is written.
    atomic: bool
    #: Most items that run at once, over all processes; 1 runs them one after the other.
    max_concurrent: int
    #: Items by state.
    counters: Counters
    #: Estimated end of the batch at this rate; null when the rate is.
    estimated_completion: Optional[str]
    #: The options that the batch was submitted with, including defaults.
    options: Dict[str, Any]
    #: Caller-defined data, returned unchanged.
    metadata: Optional[Dict[str, Any]]
    #: Where its webhooks are sent besides the registered endpoints.
    webhook_url: Optional[str]
    #: Whether it gets further items, in parts, until it is sealed.
    is_open: bool
    #: When it ends if it is not sealed before; null unless `is_open`.
    seal_by: Optional[str]
    #: Why it ended otherwise than by its items, such as a seal that never came; null when it did
    #: not.
    end_reason: Optional[str]
    #: Increases with every change of the batch.
    revision: int
    #: When it was submitted.
    created_at: str
    #: null until a worker first starts the batch.
    started_at: Optional[str]
    #: null until the batch has ended.
    completed_at: Optional[str]
    #: When it last changed.
    updated_at: str


class PartBody(TypedDict):
    """A part of a batch as JSON."""

    #: 1 to 10,000 items with the fields of the kind's own route, each with an optional `ref` and
    #: `metadata`.
    items: List[
        Union[
            OperationsKindItem,
            ContactAnalysisKindItem,
            UrlAnalysisKindItem,
            CompanyExtractionKindItem,
            ProfileIngestionKindItem,
        ]
    ]


_StoredPartImport = TypedDict("_StoredPartImport", {"import": "Import"}, total=False)


class StoredPart(_StoredPartImport):
    """A part that is stored."""

    #: Id of the batch.
    batch_id: str
    #: Number of the part.
    part: int
    #: Index of its first item; parts stand in the order in which they came.
    first_index: int
    #: Its items.
    items: int
    #: All items of the batch so far.
    total: int


class PartView(TypedDict):
    """A part of a batch in the list."""

    #: Number of the part.
    part: int
    #: Index of its first item.
    first_index: int
    #: Its items.
    items: int
    #: When it came.
    created_at: str


class PartList(TypedDict):
    """A page of parts by their numbers."""

    #: The parts of the page.
    results: List[PartView]
    #: Pass it as `cursor` to get the next page; null on the last page.
    next_cursor: Optional[int]


class Seal(TypedDict):
    """The seal of a batch."""

    #: How many items the batch must have; with another number it stays open.
    expected_items: int


class _BatchList(TypedDict):
    #: The batches of the page.
    results: List[BatchView]
    #: Pass it as `cursor` to get the next page; null on the last page.
    next_cursor: Optional[str]


class BatchList(_BatchList, total=False):
    """A page of batches, newest first."""

    #: Number of all matching batches, at most 10,000; only with `total=true`.
    total: int
    #: Whether there are more matching batches than `total`; only with `total=true`.
    total_is_capped: bool


class Attempt(TypedDict):
    """A failed attempt at an item, or the last attempt before the item was retried."""

    #: Number of the attempt, from 1.
    number: int
    #: When it started.
    started_at: Optional[str]
    #: When it ended.
    ended_at: Optional[str]
    #: Why the attempt failed; null when it succeeded.
    error: Optional[ItemError]
    #: What it ran with, where a retry corrected that; null where the input stayed.
    input: Optional[Dict[str, Any]]


class ItemView(TypedDict):
    """One item of a batch, with its result."""

    #: State of the item.
    status: ItemStatus
    #: Zero-based position in the submission.
    index: int
    #: Caller-defined name of the item.
    ref: Optional[str]
    #: Caller-defined data, returned unchanged.
    metadata: Optional[Dict[str, Any]]
    #: The input as submitted, or as corrected by a retry.
    input: Dict[str, Any]
    #: The result; null unless the item succeeded.
    output: Optional[Dict[str, Any]]
    #: null unless the item failed or was cancelled.
    error: Optional[ItemError]
    #: When its last attempt started; null before.
    started_at: Optional[str]
    #: When it ended; null before.
    ended_at: Optional[str]
    #: Tries so far, those before a retry included.
    attempts: int
    #: When the next attempt is due; null unless the item waits for it.
    run_at: Optional[str]
    #: Why the item waits: until `run_at`, or until the module of its kind is loaded; null unless
    #: it does.
    wait_reason: Optional[str]
    #: Name of the step that the item is in, defined by its kind; null when there is none.
    step: Optional[str]
    #: Warnings of the handler about the item.
    warnings: List[str]
    #: The newest 20 failed attempts and attempts before a retry, oldest first; `attempts` counts
    #: those no longer kept. An error of more than 4 KiB is kept without its details, an input of
    #: more than 8 KiB as `{truncated, beginning}`.
    attempt_log: List[Attempt]


class _ItemList(TypedDict):
    #: The items of the page.
    results: List[ItemView]
    #: Pass it as `cursor` to get the next page; null on the last page.
    next_cursor: Optional[int]


class ItemList(_ItemList, total=False):
    """A page of items in input order."""

    #: Only with `q`: whether the time was up before all was looked at. What took too long itself
    #: is left out.
    truncated: bool


class BatchPatch(TypedDict, total=False):
    """Changes to a batch that has not ended."""

    #: Takes effect when a worker next chooses a batch to run.
    priority: Priority
    #: Most items that run at once, over all processes: 1 to the maximum of the kind.
    max_concurrent: int


class Mended(TypedDict):
    """What a caller is told of a file with corrected rows."""

    #: Rows of the file.
    rows: int
    #: Rows whose items are not failed or cancelled any more, or not yet: they were left alone.
    left: ReportedRows
    #: Rows that are no valid items still and were left out, with `on_invalid=skip`.
    skipped: ReportedRows
    #: Columns of the file, in order.
    columns: List[ImportColumn]


_RetryResultImport = TypedDict("_RetryResultImport", {"import": "Mended"}, total=False)


class RetryResult(_RetryResultImport):
    """The result of a retry."""

    #: Number of items that were set back to pending.
    retried: int
    #: The batch after that.
    batch: BatchView


class KindScopes(TypedDict):
    """The scopes that a key needs for batches of a kind, all of those listed."""

    #: For submitting batches.
    submit: List[str]
    #: For reading their items and downloading them.
    read: List[str]


class KindLimit(TypedDict):
    """A setting of a batch: what it is unless the caller says otherwise, and the most that the
    caller may say.
    """

    #: The value when the caller gives none.
    default: int
    #: The largest value that is accepted.
    max: int


class KindLimits(TypedDict):
    """How large a batch of a kind may be, and how it runs."""

    #: Most items of a batch, however it is sent.
    max_items: int
    #: Most items of a batch that is sent as one JSON body.
    max_items_json: int
    #: Most items of a batch with `atomic: true`; null for a kind whose batches cannot be atomic.
    max_items_atomic: Optional[int]
    #: Largest JSON body, in bytes.
    max_json_bytes: int
    #: Largest body of lines, in bytes.
    max_file_bytes: int
    #: Items that run at once, over all processes; null for a kind whose items run one after the
    #: other.
    max_concurrent: Optional[KindLimit]
    #: Time limit of one item in seconds; null for a kind without one.
    timeout_seconds: Optional[KindLimit]
    #: Most attempts at an item whose failure is temporary, the first included.
    max_attempts: int


class KindField(TypedDict):
    """A field of a kind's items that a column of a file can fill."""

    #: Type of its value; `any` when several are accepted.
    type: Literal["string", "integer", "number", "boolean", "array", "object", "any"]
    #: The values that are accepted; null when there are others.
    enum: Optional[List[Any]]
    #: Path of the field in the item; dots lead into objects.
    path: str
    #: Whether every item needs it.
    required: bool
    #: What it means; null when its kind does not say.
    description: Optional[str]
    #: A valid value of any type; null when its kind gives none.
    example: Any
    #: Other names by which a column of a file is recognised, without regard to case, spaces and
    #: underscores.
    synonyms: List[str]


class KindRoute(TypedDict):
    """A route of a feature that submits items of a kind too, in a format of its own."""

    #: Method of the route.
    method: str
    #: Path of the route.
    path: str


class Kind(TypedDict):
    """A kind of batches: what one item is, what is done with it, what comes out."""

    #: Name for programs: the `kind` of a batch.
    name: KindName
    #: `transactional`: items change rows of this service, one after the other. `background`: they
    #: run for longer, several at once.
    mode: Literal["background", "transactional"]
    #: JSON Schema of an item, without `ref` and `metadata`, which every item may have.
    item_schema: Dict[str, Any]
    #: JSON Schema of `options`.
    options_schema: Dict[str, Any]
    #: The formats of exports.
    export_formats: List[ExportFormat]
    #: Name for people.
    title: str
    #: What is done with an item; empty when the kind does not say.
    description: str
    #: The scopes that a key needs.
    scopes: KindScopes
    #: Whether the key of this request may submit batches of the kind.
    may_submit: bool
    #: Whether the key of this request may read their items.
    may_read: bool
    #: How large a batch may be, and how it runs.
    limits: KindLimits
    #: The fields of an item that a column of a file can fill; `ref` besides.
    fields: List[KindField]
    #: The free-form object of an item that takes columns of no field; null: such columns become
    #: the item's `metadata`.
    rest_field: Optional[str]
    #: The columns of a result in tables; null when they are the fields of the outputs, as
    #: `output.…`.
    export_columns: Optional[List[str]]
    #: The feature's own routes that submit such items.
    routes: List[KindRoute]


class KindList(TypedDict):
    """The kinds of batches in the order of the documentation."""

    #: The kinds.
    results: List[Kind]


class FoundBatch(TypedDict):
    """A batch, as far as a search shows it."""

    #: What its items are.
    kind: KindName
    #: State of the batch.
    status: BatchStatus
    #: Public id of the batch.
    id: str
    #: Id of the user who submitted it.
    owner_id: int
    #: Caller-defined name.
    name: Optional[str]
    #: All its items.
    total: int
    #: When it was submitted.
    created_at: str


class FoundError(TypedDict):
    """Why an item failed or was cancelled, as far as a search shows it."""

    #: Error code.
    code: Union[ErrorCode, str]
    #: What is wrong, for a person.
    message: str


class FoundItem(TypedDict):
    """An item, as far as a search shows it."""

    #: State of the item.
    status: ItemStatus
    #: Zero-based position in the batch.
    index: int
    #: Caller-defined name of the item.
    ref: Optional[str]
    #: Up to 200 characters of its input as JSON, around the first word that was found there.
    excerpt: str
    #: null unless it failed or was cancelled.
    error: Optional[FoundError]


class SearchHit(TypedDict):
    """Something that was found."""

    #: What it was found by.
    found_in: Literal["batch_id", "name", "ref", "error_code", "error_message", "input"]
    #: The batch.
    batch: FoundBatch
    #: The item of it; null when the batch itself was found.
    item: Optional[FoundItem]


class SearchResult(TypedDict):
    """A page of what was found: batch ids first, then names, refs, error codes, error messages,
    inputs; each newest batch first, refs in their order.
    """

    #: What was found.
    results: List[SearchHit]
    #: Pass it as `cursor` to go on; null at the end.
    next_cursor: Optional[str]
    #: Whether the time was up before the page was full, or something took too long and was passed
    #: over; `next_cursor` goes on. A page may then even be empty.
    truncated: bool


class OwnKey(TypedDict):
    """The key that a caller came with."""

    #: Id of the key, which is no secret.
    id: str
    #: Name that it was given.
    name: str
    #: When the key expires; null: never.
    expires_at: Optional[str]


class Remainder(TypedDict):
    """A limit, and what is left of it."""

    #: The most that is allowed.
    limit: int
    #: What is left of it now.
    left: int


class OwnLimits(TypedDict):
    """The limits of a key together with the keys that were made with it."""

    #: Requests a minute over all routes, this one included; null: as many as the caller likes.
    requests_per_minute: Optional[Remainder]
    #: Batches that wait, run or are paused.
    active_batches: Remainder
    #: Most items of one batch that comes in one request.
    items_per_batch: int
    #: Most items of one batch that gets them in parts.
    appended_items_per_batch: int


class Me(TypedDict):
    """Who is calling, with what rights and limits."""

    #: Whose key it is.
    user: SessionUser
    #: The key of the request or of its session.
    key: OwnKey
    #: Scopes of the key now; `admin` includes every other.
    scopes: List[str]
    #: What the key may do, and how much of it is left.
    limits: OwnLimits


class BatchStats(TypedDict):
    """Number of batches created in the timeframe."""

    #: Batches created.
    total: int
    #: Batches that have not ended.
    active: int
    #: Batches by state.
    by_status: Dict[str, int]


class ItemStats(TypedDict):
    """Number of items of these batches."""

    #: Share of successes among the items that succeeded or failed, in per cent with two decimals;
    #: 0 when there are none.
    success_rate: float
    #: Items of the batches.
    total: int
    #: Items that succeeded.
    succeeded: int
    #: Items that failed.
    failed: int
    #: Items that were cancelled.
    cancelled: int


class DurationStats(TypedDict):
    """Durations from start to end of the batches that have ended, in milliseconds; null when none
    has.
    """

    #: Mean; null when there is none.
    average: Optional[float]
    #: Median; null when there is none.
    median: Optional[float]
    #: 95th percentile; null when there is none.
    p95: Optional[float]
    #: Shortest; null when there is none.
    fastest: Optional[float]
    #: Longest; null when there is none.
    slowest: Optional[float]


class ErrorStats(TypedDict):
    """Number of items that failed with an error code."""

    #: Error code.
    code: Union[ErrorCode, str]
    #: Share of all failed items, in per cent with one decimal.
    percentage: float
    #: How often it occurred.
    count: int


_StatsPointFrom = TypedDict("_StatsPointFrom", {"from": "str"})


class StatsPoint(_StatsPointFrom):
    """Counts of the batches created in one interval of the series."""

    #: Batches created.
    batches: int
    #: Items in them.
    items: int
    #: Items that succeeded.
    succeeded: int
    #: Items that failed.
    failed: int


class Stats(TypedDict):
    """Statistics over the batches that the caller may see, at most 5 seconds old."""

    #: The timeframe asked for.
    timeframe: Literal["1h", "6h", "24h", "7d", "30d"]
    #: The kind asked for; null for all.
    kind: Optional[KindName]
    #: Numbers of batches.
    batches: BatchStats
    #: Batches by kind.
    by_kind: Dict[str, int]
    #: Numbers of items.
    items: ItemStats
    #: Times from the start to the end of batches, in milliseconds.
    duration_ms: DurationStats
    #: The most frequent error codes of failed items, at most ten.
    errors: List[ErrorStats]
    #: Batches by time of creation, in intervals of 5 minutes (`1h`), 30 minutes (`6h`), 1 hour
    #: (`24h`), 6 hours (`7d`) or 1 day (`30d`); intervals without a batch are omitted.
    series: List[StatsPoint]
    #: When the figures were read.
    generated_at: str


class Cause(TypedDict):
    """Failed items of one kind and code whose messages are alike."""

    #: Kind of their batches.
    kind: KindName
    #: Error code.
    code: Union[ErrorCode, str]
    #: Their message, with `…` for what differs: numbers, ids, addresses, names of hosts, quoted
    #: words.
    message: str
    #: The words that all these messages have, for `GET /search` or the `q` of a batch's items;
    #: empty when there are none.
    words: str
    #: Such items among those that were looked at.
    count: int
    #: Whether there may be more of them: a batch has more than 200 failures of the code.
    count_is_least: bool
    #: Batches that have them, of those that were looked at.
    batches: int
    #: The newest of these batches.
    latest_batch_id: str


class Causes(TypedDict):
    """Failures by kind, code and message, at most 15 seconds old."""

    #: The timeframe asked for.
    timeframe: Literal["1h", "6h", "24h", "7d", "30d"]
    #: The kind asked for; null for all.
    kind: Optional[KindName]
    #: The most frequent causes, at most 50.
    causes: List[Cause]
    #: Failed items that were looked at.
    items_looked_at: int
    #: Whether these are all; else older ones, or more of the same batch and code, were left out.
    is_complete: bool
    #: When they were read.
    generated_at: str


class _NewWebhook(TypedDict):
    #: URL to send to, at most 2,048 characters: https, and a public address unless the operator
    #: allows more.
    url: str


class NewWebhook(_NewWebhook, total=False):
    """An endpoint to register."""

    #: The events to send; all of them when omitted.
    events: List[
        Literal[
            "batch.started",
            "batch.progress",
            "batch.items_failed",
            "batch.items_flagged",
            "batch.completed",
            "batch.partial",
            "batch.failed",
            "batch.cancelled",
        ]
    ]
    #: At most 200 characters.
    description: str


class WebhookSecret(TypedDict):
    """An endpoint with its new secret."""

    #: The events it is told.
    events: List[
        Literal[
            "batch.started",
            "batch.progress",
            "batch.items_failed",
            "batch.items_flagged",
            "batch.completed",
            "batch.partial",
            "batch.failed",
            "batch.cancelled",
        ]
    ]
    #: Secret for verifying messages with any Standard Webhooks library; shown in this answer only.
    secret: str
    #: Id of the endpoint.
    id: str
    #: Id of the user it belongs to.
    owner_id: int
    #: null for the endpoint whose secret signs messages to the `webhook_url` of your batches.
    url: Optional[str]
    #: Caller-defined text.
    description: Optional[str]
    #: When the endpoint was disabled, because its receiver answered 410 Gone; null while it is
    #: enabled.
    disabled_at: Optional[str]
    #: Why it is disabled; null while it is not.
    disabled_reason: Optional[str]
    #: When it was registered.
    created_at: str


class WebhookView(TypedDict):
    """An endpoint, without its secret."""

    #: The events it is told.
    events: List[
        Literal[
            "batch.started",
            "batch.progress",
            "batch.items_failed",
            "batch.items_flagged",
            "batch.completed",
            "batch.partial",
            "batch.failed",
            "batch.cancelled",
        ]
    ]
    #: Id of the endpoint.
    id: str
    #: Id of the user it belongs to.
    owner_id: int
    #: null for the endpoint whose secret signs messages to the `webhook_url` of your batches.
    url: Optional[str]
    #: Caller-defined text.
    description: Optional[str]
    #: When the endpoint was disabled, because its receiver answered 410 Gone; null while it is
    #: enabled.
    disabled_at: Optional[str]
    #: Why it is disabled; null while it is not.
    disabled_reason: Optional[str]
    #: When it was registered.
    created_at: str


class WebhookList(TypedDict):
    """All endpoints of the caller, at most eleven: ten registered ones and the one for the
    `webhook_url` of batches.
    """

    #: All endpoints of the caller.
    results: List[WebhookView]


class DeliveryView(TypedDict):
    """One message to one endpoint."""

    #: The event it tells.
    event: Literal[
        "batch.started",
        "batch.progress",
        "batch.items_failed",
        "batch.items_flagged",
        "batch.completed",
        "batch.partial",
        "batch.failed",
        "batch.cancelled",
        "webhook.test",
    ]
    #: State of the delivery.
    status: Literal["pending", "delivered", "failed", "cancelled"]
    #: Error code of the last attempt; null when it did not fail.
    error_code: Optional[Union[ErrorCode, str]]
    #: Number of the delivery.
    id: int
    #: The `webhook-id` of every attempt.
    message_id: str
    #: Public id of the batch; null for a test message.
    batch_id: Optional[str]
    #: Attempts since the delivery was created or redelivered, including one that is under way.
    attempts: int
    #: null when no further attempt follows.
    next_attempt_at: Optional[str]
    #: When it was last sent; null before.
    last_attempt_at: Optional[str]
    #: HTTP status of the last attempt; null when there was no answer.
    response_status: Optional[int]
    #: Body of the message.
    payload: Dict[str, Any]
    #: When the endpoint accepted it; null before.
    delivered_at: Optional[str]
    #: When the event occurred.
    created_at: str


class DeliveryList(TypedDict):
    """A page of deliveries, newest first."""

    #: The deliveries of the page.
    results: List[DeliveryView]
    #: Pass it as `cursor` to get the next page; null on the last page.
    next_cursor: Optional[int]


class OperationsKindItem(TypedDict, total=False):
    """An operation; its `operation_type` counts only with the option `operation_type: custom`."""

    #: What the operation changes.
    operation_type: Literal[
        "order_update", "professional_approval", "service_update", "user_update", "bulk_delete"
    ]
    #: PATCH unless the type says otherwise.
    method: str
    #: Id of the row.
    resource_id: int
    #: The fields to change.
    data: Dict[str, Any]


class OperationsKindOptions(TypedDict):
    """Options of a batch of operations."""

    #: Type of all operations; `custom`: each has its own.
    operation_type: Literal[
        "order_update",
        "professional_approval",
        "service_update",
        "user_update",
        "bulk_delete",
        "custom",
    ]


class _ContactAnalysisKindItem(TypedDict):
    #: The caller’s id of the contact, unique for the owner.
    id: Union[str, int]
    #: The fields of the contact, any of them.
    data: Dict[str, Any]


class ContactAnalysisKindItem(_ContactAnalysisKindItem, total=False):
    """A contact."""

    #: 1 (low) to 10 (urgent), or a word.
    priority: Union[int, Priority]


class ContactAnalysisKindOptions(TypedDict, total=False):
    """How contacts are inserted."""

    #: Fields without a column of their own fail their item.
    strict: bool


class UrlAnalysisKindItemObject2(TypedDict):
    """An object."""

    #: The address.
    url: str


class UrlAnalysisKindOptionsBudgets(TypedDict, total=False):
    """Limits by figure: least scores, largest values of the others."""

    #: Least score that passes.
    performance: float
    #: Least score that passes.
    accessibility: float
    #: Least score that passes.
    best_practices: float
    #: Least score that passes.
    seo: float
    #: Least score that passes.
    http: float
    #: Largest value that passes.
    fcp_ms: float
    #: Largest value that passes.
    lcp_ms: float
    #: Largest value that passes.
    tbt_ms: float
    #: Largest value that passes.
    cls: float
    #: Largest value that passes.
    si_ms: float
    #: Largest value that passes.
    ttfb_ms: float
    #: Largest value that passes.
    total_bytes: float
    #: Largest value that passes.
    requests: float
    #: Largest value that passes.
    field_lcp_ms: float
    #: Largest value that passes.
    field_inp_ms: float
    #: Largest value that passes.
    field_cls: float
    #: Largest value that passes.
    field_fcp_ms: float
    #: Largest value that passes.
    field_ttfb_ms: float


class UrlAnalysisKindOptions(TypedDict, total=False):
    """How URLs are analysed."""

    #: Device that is emulated; `both` gives two results.
    strategy: Literal["mobile", "desktop", "both"]
    #: Engine that analyses the URLs; the installation’s own when omitted.
    engine: Literal["auto", "http", "lighthouse", "psi"]
    #: Largest age of a result that is used again; 0 analyses every URL.
    max_age_seconds: int
    #: Analyses of each URL, of which the median is the result.
    runs: int
    #: Limits by figure: least scores, largest values of the others.
    budgets: UrlAnalysisKindOptionsBudgets
    #: Whether pages with an error status are analysed, by the engine http, instead of failing.
    analyze_error_pages: bool
    #: Loads of each document by the engine http, whose timings are the medians of them.
    timing_samples: int


class _CompanyExtractionKindItemObject2(TypedDict):
    #: Name of the company.
    name: str


class CompanyExtractionKindItemObject2(_CompanyExtractionKindItemObject2, total=False):
    """An object."""

    #: Domain of its website, when known.
    domain_hint: str


class CompanyExtractionKindOptions(TypedDict, total=False):
    """How companies are extracted."""

    #: Which sources are queried, and how thoroughly.
    extraction_mode: Literal[
        "basic", "standard", "comprehensive", "contact_focused", "financial_focused"
    ]
    #: Country in which companies are searched first, ISO 3166-1 alpha-2.
    country: str
    #: Language of names and descriptions, ISO 639-1.
    language: str
    #: Whether results include failed companies.
    include_failed_results: bool
    #: Format of downloads.
    export_format: CompanyFormat
    #: Omits values whose confidence is lower.
    min_confidence: float
    #: Tokens that the language model may cost in the batch, where one is configured; 0 asks it
    #: nothing.
    max_model_tokens: int
    #: Questions that the batch may ask of each provider that is paid by the question.
    max_provider_calls: int


class _ProfileIngestionKindItem(TypedDict):
    #: Address of the profile.
    linkedin_url: str
    #: The role that the profile is expected to hold.
    suggested_role: Literal["CTO", "CIO", "CISO"]


class ProfileIngestionKindItem(_ProfileIngestionKindItem, total=False):
    """A profile."""

    #: Name of the person, instead of the one found.
    name: Optional[str]
    #: Whether the companies of the work history are processed too.
    include_companies: bool


class ProfileIngestionKindOptions(TypedDict, total=False):
    """What a batch of profiles may spend."""

    #: Questions that the batch may ask of each provider that is paid by the question.
    max_provider_calls: int
    #: Tokens that the language model may cost for companies, where one is configured; without it,
    #: nothing is asked.
    max_model_tokens: int


#: A URL, or an object with it.
UrlAnalysisKindItem = Union[str, UrlAnalysisKindItemObject2]


#: A company: its name, or an object.
CompanyExtractionKindItem = Union[str, CompanyExtractionKindItemObject2]
