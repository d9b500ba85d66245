// Written by `npm run client-types` from the OpenAPI document; not by hand.

export interface paths {
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists keys from newest to oldest, including revoked ones
         * @description Needs a key with the scope `keys:read`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Makes an API key with a subset of the caller's scopes
         * @description This response is the only place where the key itself is shown.
         *
         *     Needs a key with the scope `keys:write`.
         */
        post: operations["issueKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a key, with the keys made with it
         * @description Revokes a key, with the keys made with it: it stops working at once here, and within five seconds in every other process.
         *
         *     Needs a key with the scope `keys:write`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a ticket that opens one live connection within 60 seconds, with the rights of the calling key
         * @description Needs a key with the scope `batch:read`.
         */
        post: operations["issueLiveTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs a browser in with a key or the ticket of the start's link
         * @description The session comes as a cookie that no script can read; it has the rights of the key and ends with it, after 12 hours or by signing out. Programs send their key instead. A session that the browser had before ends.
         */
        post: operations["signIn"];
        /**
         * Signs out: the session ends, and the cookie is taken back
         * @description Harmless without a session.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who is signed in, with what scopes */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists users in the order of creation
         * @description Needs a key with the scope `admin`.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Makes a user
         * @description The user needs an API key before it can send requests.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns one user
         * @description Needs a key with the scope `admin`.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a user; omitted fields stay unchanged
         * @description Needs a key with the scope `admin`.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Checks the service and its database; 503 when the database takes more than two seconds
         * @description Without Redis everything works, but with delays: that is `degraded`, with status 200.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checks that the process runs; does not check its database */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Checks whether the process should get requests
         * @description Checks whether the process should get requests: 503 while the database does not respond or the process shuts down.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the metrics as Prometheus text, or as JSON with Accept: application/json
         * @description Needs a key with the scope `admin`.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the templates
         * @description Needs a key with the scope `operations:read`.
         */
        get: operations["listOperationTemplates"];
        put?: never;
        /**
         * Applies a template to up to 50 rows in order, like a batch with the operations written out
         * @description Needs a key with the scope `operations:write`.
         */
        post: operations["submitOperationTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Applies up to 50 operations in order and returns the result of each
         * @description Needs a key with the scope `operations:write`.
         */
        post: operations["submitOperations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's own batches, newest first
         * @description Needs a key with the scope `operations:read`.
         */
        get: operations["listOperationBatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statistics of the caller's own batches
         * @description Needs a key with the scope `operations:read`.
         */
        get: operations["getOperationStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status and results of one batch
         * @description Needs a key with the scope `operations:read`.
         */
        get: operations["getOperationBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The orders in which the caller is involved, newest first
         * @description Needs a key with the scope `marketplace:read`.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Creates an order for a service
         * @description Needs a key with the scope `marketplace:write`.
         */
        post: operations["createOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order
         * @description Needs a key with the scope `marketplace:read`.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        /**
         * Deletes an order that no other row refers to
         * @description Needs a key with the scope `marketplace:write`.
         */
        delete: operations["deleteOrder"];
        options?: never;
        head?: never;
        /**
         * Changes an order by the rules of order_update
         * @description Needs a key with the scope `marketplace:write`.
         */
        patch: operations["updateOrder"];
        trace?: never;
    };
    "/api/v1/professionals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The professionals visible to the caller, newest first
         * @description Needs a key with the scope `marketplace:read`.
         */
        get: operations["listProfessionals"];
        put?: never;
        /**
         * Creates a profile, not approved yet
         * @description Needs a key with the scope `marketplace:write`.
         */
        post: operations["createProfessional"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/professionals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One professional
         * @description Needs a key with the scope `marketplace:read`.
         */
        get: operations["getProfessional"];
        put?: never;
        post?: never;
        /**
         * Deletes a professional that no other row refers to
         * @description Needs a key with the scope `marketplace:write`.
         */
        delete: operations["deleteProfessional"];
        options?: never;
        head?: never;
        /**
         * Changes the headline, and the other fields by the rules of professional_approval; all or nothing
         * @description Needs a key with the scope `marketplace:write`.
         */
        patch: operations["updateProfessional"];
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The services visible to the caller, newest first
         * @description Needs a key with the scope `marketplace:read`.
         */
        get: operations["listServices"];
        put?: never;
        /**
         * Creates a service
         * @description Needs a key with the scope `marketplace:write`.
         */
        post: operations["createService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One service
         * @description Needs a key with the scope `marketplace:read`.
         */
        get: operations["getService"];
        put?: never;
        post?: never;
        /**
         * Deletes a service that no other row refers to
         * @description Needs a key with the scope `marketplace:write`.
         */
        delete: operations["deleteService"];
        options?: never;
        head?: never;
        /**
         * Changes a service by the rules of service_update
         * @description Needs a key with the scope `marketplace:write`.
         */
        patch: operations["updateService"];
        trace?: never;
    };
    "/api/v1/batch-process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Inserts up to 1,000 contacts in one statement and returns the result of each
         * @description Needs a key with the scope `contacts:write`.
         */
        post: operations["insertContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact-analysis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists one owner's contacts, newest first
         * @description Needs a key with the scope `contacts:read`.
         */
        get: operations["listContacts"];
        put?: never;
        post?: never;
        /**
         * Erases the contacts that match, and their data in the items that inserted them
         * @description Requires a filter.
         *
         *     Needs a key with the scope `contacts:write`.
         */
        delete: operations["eraseContacts"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contact-analysis/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One contact
         * @description Needs a key with the scope `contacts:read`.
         */
        get: operations["getContact"];
        put?: never;
        post?: never;
        /**
         * Erases a contact, and its data in the item that inserted it
         * @description Needs a key with the scope `contacts:write`.
         */
        delete: operations["eraseContact"];
        options?: never;
        head?: never;
        /**
         * Changes the given fields of a contact, by the rules of an insert
         * @description Needs a key with the scope `contacts:write`.
         */
        patch: operations["updateContact"];
        trace?: never;
    };
    "/api/v1/batch-processing/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts a job of up to 1,000 URLs
         * @description With `validate_only=true` nothing is stored, and the response is 200 with the validation results.
         *
         *     Needs a key with the scope `url:write`.
         */
        post: operations["startUrlJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/progress/{batch_job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of a job
         * @description Needs a key with the scope `url:read`.
         */
        get: operations["getUrlJobProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists jobs, newest first
         * @description Needs a key with the scope `url:read`.
         */
        get: operations["listUrlJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/cancel/{batch_job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels a job: pending URLs do not start, running ones are stopped, finished results are kept
         * @description Needs a key with the scope `url:write`.
         */
        post: operations["cancelUrlJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/results/{batch_job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Results of a job in the order of its URLs; partial while it runs
         * @description Needs a key with the scope `url:read`.
         */
        get: operations["getUrlJobResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the analyses of a URL measured, newest first
         * @description What the analyses of a URL measured, newest first; kept for `URL_HISTORY_DAYS`, whatever becomes of their jobs.
         *
         *     Needs a key with the scope `url:read`.
         */
        get: operations["getUrlHistory"];
        put?: never;
        post?: never;
        /**
         * Deletes what is kept of the analyses of a URL, besides the results of jobs
         * @description Needs a key with the scope `url:write`.
         */
        delete: operations["deleteUrlHistory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compares two jobs: each URL by its score, and what got worse, better, broken or mended
         * @description Needs a key with the scope `url:read`.
         */
        get: operations["compareUrlJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/queue/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status of the three queues, including empty ones
         * @description Needs a key with the scope `url:read`.
         */
        get: operations["getUrlQueueStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/cleanup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes completed jobs of every owner that ended long ago, with their results
         * @description Needs a key with the scope `admin`.
         */
        delete: operations["cleanUpUrlJobs"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether URLs can be analysed
         * @description Public; details only with an admin's key.
         */
        get: operations["getUrlHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch-processing/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Percentiles per engine and strategy, distribution of the scores, and the slowest hosts
         * @description Needs a key with the scope `url:read`.
         */
        get: operations["getUrlAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/extract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extracts one company synchronously
         * @description Needs a key with the scope `company:write`.
         */
        post: operations["extractCompany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether companies can be extracted; with an admin's key also which sources are enabled */
        get: operations["getCompanyHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers of batches and companies, processing times, cache hit rate and most common errors in a timeframe
         * @description Needs a key with the scope `company:read`.
         */
        get: operations["getCompanyStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts up to 100 companies for extraction by a background worker
         * @description Needs a key with the scope `company:write`.
         */
        post: operations["submitCompanies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of a batch: status, counters and the estimated completion
         * @description Needs a key with the scope `company:read`.
         */
        get: operations["getCompanyBatchStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}/spending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Paid questions of a batch so far, to providers and to the language model, with its limits
         * @description Needs a key with the scope `company:read`.
         */
        get: operations["getCompanyBatchSpending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Results of a batch in the order submitted; as a table with format=csv or format=excel
         * @description Needs a key with the scope `company:read`.
         */
        get: operations["getCompanyBatchResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the results as a file, in the format the batch was submitted with unless format is given
         * @description Needs a key with the scope `company:read`.
         */
        get: operations["downloadCompanyBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a batch that has ended
         * @description The stored companies are not deleted.
         *
         *     Needs a key with the scope `company:write`.
         */
        delete: operations["deleteCompanyBatch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels the queued and running companies of a batch; finished results are kept
         * @description Needs a key with the scope `company:write`.
         */
        post: operations["cancelCompanyBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pauses a batch: no further company starts, running ones finish
         * @description Needs a key with the scope `company:write`.
         */
        post: operations["pauseCompanyBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes a paused batch
         * @description Needs a key with the scope `company:write`.
         */
        post: operations["resumeCompanyBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company/batch/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extracts ended companies again; by default the failed and cancelled ones
         * @description `inputs` corrects names and domains.
         *
         *     Needs a key with the scope `company:write`.
         */
        post: operations["retryCompanyBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/batch-enhanced": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ingests up to 10 profiles and responds when they are done
         * @description Ingests up to 10 profiles and responds when they are done; with 202 when that takes longer than the time budget.
         *
         *     Needs a key with the scope `profile:write`.
         */
        post: operations["submitProfiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/batch-enhanced/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status and results of one batch
         * @description Needs a key with the scope `profile:read`.
         */
        get: operations["getProfileBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/batch-enhanced/{batch_id}/spending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Paid questions of a batch so far, to providers and to the language model, with its limits
         * @description Needs a key with the scope `profile:read`.
         */
        get: operations["getProfileBatchSpending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Success rates, times, roles and providers of the batches in a timeframe
         * @description Needs a key with the scope `profile:read`.
         */
        get: operations["getProfileAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Profiles similar to a text or to another profile
         * @description Needs a key with the scope `profile:read`.
         */
        post: operations["searchProfiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/companies/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Companies of the profiles' work histories that are similar to a text or to another company
         * @description Needs a key with the scope `profile:read`.
         */
        post: operations["searchCompanies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports a member's own data export or a JSON Resume; the provider archive then finds it by its address
         * @description Needs a key with the scope `profile:write`.
         */
        post: operations["importProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stored profiles, newest first
         * @description Needs a key with the scope `profile:read`.
         */
        get: operations["listProfiles"];
        put?: never;
        post?: never;
        /**
         * Erases all stored data of a profile by its address
         * @description Erases all stored data of a profile by its address: profile, raw response, vector, import, results, and employers that only it refers to.
         *
         *     Needs a key with the scope `profile:write`.
         */
        delete: operations["eraseProfileByUrl"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One profile in full
         * @description Needs a key with the scope `profile:read`.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        /**
         * Erases a profile with all its stored data
         * @description Needs a key with the scope `profile:write`.
         */
        delete: operations["eraseProfile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists batches of every kind, newest first
         * @description Needs a key with the scope `batch:read`.
         */
        get: operations["listBatches"];
        put?: never;
        /**
         * Submits a batch of any kind
         * @description Submits a batch of any kind: as JSON with up to 10,000 items; as `application/x-ndjson` of up to 64 MiB with up to 100,000 items, the envelope without `items` in the first line and an item in every further one; or as a file of the same size, CSV, JSON lines or a workbook (.xlsx), raw with the fields of the batch in the query or in a form with them beside the `file`. The columns of a file go to the fields of the items by `mapping`, or by their names. If any item is invalid, the whole batch is refused; for a file `on_invalid` may say otherwise.
         *
         *     Needs a key with the scope `batch:write`.
         */
        post: operations["submitBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists actions, newest first: the caller's own, an admin's key lists all
         * @description Needs a key with the scope `batch:read`.
         */
        get: operations["listBatchActions"];
        put?: never;
        /**
         * Cancels, pauses, resumes, retries, deletes or reprioritises many batches
         * @description They are chosen now and come one after the other, each by the rules and rights of the single control at that moment. `dry_run` only counts them. The action `delete` needs the scope `batch:delete` too.
         *
         *     Needs a key with the scope `batch:write`.
         */
        post: operations["startBatchAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/actions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns an action: how many of its batches are done, refused and still to come
         * @description Needs a key with the scope `batch:read`.
         */
        get: operations["getBatchAction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/actions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an action where it is; what is done stays done
         * @description Needs a key with the scope `batch:write`.
         */
        post: operations["cancelBatchAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a batch that gets its items in parts, for more than 100,000 of them
         * @description It ends with its seal and its items; when it is not sealed by `seal_by`, it is cancelled, and `end_reason` says so.
         *
         *     Needs a key with the scope `batch:write`.
         */
        post: operations["openBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/parts/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stores a part of an open batch
         * @description Stores a part of an open batch: up to 10,000 items as JSON; up to 100,000 as `application/x-ndjson` of up to 64 MiB, an item on every line; or a file of the same size, CSV, JSON lines (with `format=ndjson`) or a workbook, whose columns go to the fields of the items. All of them or none; once for its number: the same number with the same bytes answers 200 instead of 201 and changes nothing.
         *
         *     Needs a key with the scope `batch:write`.
         */
        post: operations["appendPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the parts of a batch by their numbers: what came, for a sender that does not know any more
         * @description Needs a key with the scope `batch:read`.
         */
        get: operations["listParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/seal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Seals a batch: it has all its items, as many as expected, and ends with them
         * @description With another number it stays open and 409 says both. Sealing it again with the same number changes nothing.
         *
         *     Needs a key with the scope `batch:write`.
         */
        post: operations["sealBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the current state of a batch: status, counters, progress, options
         * @description Needs a key with the scope `batch:read`.
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        /**
         * Deletes a batch that has ended, with its items; one that still gets items is cancelled first
         * @description Data that the items wrote elsewhere is not deleted.
         *
         *     Needs a key with the scope `batch:delete`.
         */
        delete: operations["deleteBatch"];
        options?: never;
        head?: never;
        /**
         * Changes the priority or the concurrency of a batch that has not ended; a running batch adopts it too
         * @description Needs a key with the scope `batch:write`.
         */
        patch: operations["updateBatch"];
        trace?: never;
    };
    "/api/v1/batches/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the items of a batch in input order, each with its input and result
         * @description Requires the read scope of the batch's kind too.
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["listBatchItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/items/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns one item of a batch, by its zero-based position
         * @description Requires the read scope of the batch's kind too.
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["getBatchItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pauses a batch: no further item starts; running items continue to their end
         * @description Needs a key with the scope `batch:write`.
         */
        post: operations["pauseBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes a paused batch
         * @description Needs a key with the scope `batch:write`.
         */
        post: operations["resumeBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels the waiting and running items of a batch; results of ended items are retained
         * @description Needs a key with the scope `batch:write`.
         */
        post: operations["cancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs ended items again in the same batch, optionally with corrected inputs
         * @description Succeeded items run again only when selected by status, index or input. Corrected inputs require the scopes that submitting them requires, and make the batch run with the rights of the key that sent them. A file (CSV, lines of JSON, .xlsx, raw or in a form) corrects the failed and cancelled items that its rows name by `_index`, else by ref: `export?only=failed` gives one to be mended. Columns that it lacks keep their values, and rows of other items are left alone and told.
         *
         *     Needs a key with the scope `batch:write`.
         */
        post: operations["retryBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Downloads a batch as a file with one row per item in input order, including all inputs
         * @description The file is streamed. In CSV (RFC 4180), texts that a spreadsheet would run as a formula are prefixed with an apostrophe, cells with a separator or line break are quoted, and the file begins with a byte order mark, by which Excel recognizes UTF-8, unless `bom=false`. Requires the read scope of the batch's kind too.
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["exportBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says how the file was read that a batch came as
         * @description Says how the file was read that a batch came as: columns and fields, rows that were left out or recorded as failed. 404 for a batch that came otherwise. Requires the read scope of the batch's kind too.
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["getBatchImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the kinds of batches that this installation runs, those of modules from outside included
         * @description Each comes with all that describes it.
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["listKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kinds/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describes a kind of batches
         * @description Says its limits, scopes, the JSON Schema of its items and options, the fields for columns of files and the columns of exports.
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["getKind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the changes of a batch as Server-Sent Events
         * @description Streams the changes of a batch as Server-Sent Events: first `snapshot`, then `changed`, each with the whole batch as data and its revision as id, at most four a second. The stream ends after the event that shows that the batch has ended. A client that reconnects with Last-Event-ID receives the batch only if it has changed since; 204 when it has already seen the end. Further events: `reset` (the id is newer than the batch's revision), `deleted`, `revoked` (the key is no longer valid), `overflow` (the client reads too slowly), `shutdown` (reconnect after 3 seconds).
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["streamBatchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds batches and items by what a person has of them: an id, a name, a ref, an error, a URL, a company
         * @description Items are found only in kinds whose read scope the key has.
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["searchBatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whose key the request came with, its scopes, its limits and what is left of them; any key may ask */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns counts, durations and errors of the batches created in a timeframe, at most 5 seconds old
         * @description Needs a key with the scope `batch:read`.
         */
        get: operations["getStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the failures of the batches created in a timeframe by kind, code and message, at most 15 seconds old
         * @description Returns the failures of the batches created in a timeframe by kind, code and message, at most 15 seconds old; only of kinds whose items the key may read. A bounded number is looked at: the newest 2,000 failures by batch and code, of each the first 200 items, 5,000 in all.
         *
         *     Needs a key with the scope `batch:read`.
         */
        get: operations["getFailureCauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the caller's own endpoints, newest first
         * @description Needs a key with the scope `webhooks:read`.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Registers an endpoint, at most ten per owner
         * @description Its secret is shown in this answer only.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        post: operations["registerWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes an endpoint with its deliveries; unsent messages are discarded
         * @description Needs a key with the scope `webhooks:write`.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces the secret of an endpoint and enables it if it is disabled
         * @description The new secret is shown in this answer only; for 24 hours messages are also signed with the previous one.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the deliveries of an endpoint with their results, newest first
         * @description Needs a key with the scope `webhooks:read`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries/{delivery}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a delivery again under the same message id, whatever its result was
         * @description Redeliveries and tests together are limited to ten a minute per owner.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test message
         * @description Tests and redeliveries together are limited to ten a minute per owner.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A key to make. */
        NewKey: {
            /**
             * @description Scopes of the key; only scopes that the calling key has.
             * @example [
             *       "batch:read",
             *       "contacts:write"
             *     ]
             */
            scopes: ("batch:read" | "batch:write" | "batch:delete" | "webhooks:read" | "webhooks:write" | "keys:read" | "keys:write" | "admin" | "operations:read" | "operations:write" | "operations:bulk_delete" | "marketplace:read" | "marketplace:write" | "contacts:read" | "contacts:write" | "url:read" | "url:write" | "company:read" | "company:write" | "profile:read" | "profile:write")[];
            /**
             * @description The owner's name for the key, 1 to 200 characters.
             * @example nightly import
             */
            name: string;
            /** @description Id of the user who gets the key; default: the caller. Other users only with the scope `admin`. */
            user_id?: number;
            /**
             * Format: date-time
             * @description Expiry, ISO 8601, in the future; null or omitted: the key does not expire.
             * @example 2036-01-01T00:00:00Z
             */
            expires_at?: string | null;
        };
        /** @description A key that was just made. */
        IssuedKey: {
            /**
             * @description What the key may do.
             * @example [
             *       "batch:read"
             *     ]
             */
            scopes: ("batch:read" | "batch:write" | "batch:delete" | "webhooks:read" | "webhooks:write" | "keys:read" | "keys:write" | "admin" | "operations:read" | "operations:write" | "operations:bulk_delete" | "marketplace:read" | "marketplace:write" | "contacts:read" | "contacts:write" | "url:read" | "url:write" | "company:read" | "company:write" | "profile:read" | "profile:write")[];
            /**
             * @description The key itself, shown only in this response.
             * @example bk_4f1d09a2c37e_…
             */
            key: string;
            /**
             * @description The id and readable part of the key.
             * @example 4f1d09a2c37e
             */
            id: string;
            /** @description Id of the user it belongs to. */
            user_id: number;
            /** @description The key that made this one: this key stops working with it. Null for a key that an admin or the operator made. */
            parent_id: string | null;
            /**
             * @description Name of the key, for people.
             * @example nightly import
             */
            name: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description null: does not expire.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description null while the key is not revoked.
             */
            revoked_at: string | null;
            /**
             * Format: date-time
             * @description Updated about once a minute; null: never used.
             */
            last_used_at: string | null;
        };
        /** @description A key without its secret part. */
        KeyView: {
            /**
             * @description What the key may do.
             * @example [
             *       "batch:read"
             *     ]
             */
            scopes: ("batch:read" | "batch:write" | "batch:delete" | "webhooks:read" | "webhooks:write" | "keys:read" | "keys:write" | "admin" | "operations:read" | "operations:write" | "operations:bulk_delete" | "marketplace:read" | "marketplace:write" | "contacts:read" | "contacts:write" | "url:read" | "url:write" | "company:read" | "company:write" | "profile:read" | "profile:write")[];
            /**
             * @description The id and readable part of the key.
             * @example 4f1d09a2c37e
             */
            id: string;
            /** @description Id of the user it belongs to. */
            user_id: number;
            /** @description The key that made this one: this key stops working with it. Null for a key that an admin or the operator made. */
            parent_id: string | null;
            /**
             * @description Name of the key, for people.
             * @example nightly import
             */
            name: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description null: does not expire.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description null while the key is not revoked.
             */
            revoked_at: string | null;
            /**
             * Format: date-time
             * @description Updated about once a minute; null: never used.
             */
            last_used_at: string | null;
        };
        /** @description A page of keys from newest to oldest. */
        KeyList: {
            /** @description The keys of the page. */
            results: components["schemas"]["KeyView"][];
            /** @description Give it as `cursor` for the next page; null on the last one. */
            next_cursor: string | null;
        };
        /** @description A ticket for one live connection. */
        LiveTicket: {
            /**
             * @description Pass it as `?ticket=` to the events of a batch, or to the WebSocket as `?ticket=` or as the subprotocol
             *     `ticket.<ticket>`.
             * @example lt_mB0h3o1yq0mX4dG0b0Q1m0o8Yk2m6m4q9F2aJtB1c2E
             */
            ticket: string;
            /**
             * Format: date-time
             * @description Time until which the ticket works, once; 60 seconds after it was made.
             */
            expires_at: string;
        };
        /** @description What signs a browser in: a key or a ticket. */
        SignIn: {
            /** @description An API key; the session has its rights, and ends with it. */
            key?: string;
            /** @description The ticket of the link that the start of the service prints; it works once, for 10 minutes. */
            ticket?: string;
        };
        /** @description The user of a session. */
        SessionUser: {
            /**
             * @description What the user may do to the marketplace with this key.
             * @enum {string}
             */
            role: "client" | "professional" | "staff" | "admin";
            /**
             * @description Id of the user.
             * @example 1
             */
            id: number;
            /**
             * @description Name as it is shown.
             * @example Ana Souza
             */
            name: string;
            /**
             * @description E-mail address.
             * @example ana@example.com
             */
            email: string;
        };
        /** @description The key of a session. */
        SessionKey: {
            /**
             * @description Id of the key, which is no secret.
             * @example 9f2c4e8a1b3d
             */
            id: string;
            /**
             * @description Name that it was given.
             * @example crm import
             */
            name: string;
        };
        /** @description A signed-in browser. */
        Session: {
            /** @description Who is signed in. */
            user: components["schemas"]["SessionUser"];
            /** @description The key that signed in. */
            key: components["schemas"]["SessionKey"];
            /**
             * @description Scopes of the key now; `admin` includes every other.
             * @example [
             *       "batch:read",
             *       "batch:write"
             *     ]
             */
            scopes: string[];
            /**
             * Format: date-time
             * @description Time at which the session ends, 12 hours after the sign-in or with its key.
             */
            expires_at: string;
        };
        /** @description The caller's session. */
        CurrentSession: {
            /** @description Null when the request came without a session, or with one that has ended. */
            session: components["schemas"]["Session"] | null;
        };
        /** @description A user to make. */
        NewUser: {
            /**
             * @description What the user may do to the marketplace.
             * @enum {string}
             */
            role: "client" | "professional" | "staff" | "admin";
            /**
             * @description Name of the user, 1 to 200 characters.
             * @example Ana Souza
             */
            name: string;
            /**
             * Format: email
             * @description E-mail address, unique among users regardless of case, at most 254 characters.
             * @example ana@example.com
             */
            email: string;
            /**
             * @description Telephone number.
             * @example +55 11 91234-5678
             */
            phone?: string | null;
        };
        /** @description A user of the service. */
        UserView: {
            /**
             * @description Decides, with the scopes of a key, what the user may do.
             * @enum {string}
             */
            role: "client" | "professional" | "staff" | "admin";
            /**
             * @description Id of the user.
             * @example 7
             */
            id: number;
            /**
             * @description Name of the user.
             * @example Ana Souza
             */
            name: string;
            /**
             * @description E-mail address, unique.
             * @example ana@example.com
             */
            email: string;
            /** @description Telephone number; null when unknown. */
            phone: string | null;
            /** @description Whether the user's keys work. */
            is_active: boolean;
            /**
             * Format: date-time
             * @description When the user was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the user was last changed.
             */
            updated_at: string;
        };
        /** @description A page of users. */
        UserList: {
            /** @description The users of the page. */
            results: components["schemas"]["UserView"][];
            /** @description Give it as `cursor` for the next page; null on the last one. */
            next_cursor: number | null;
        };
        /** @description Fields of a user to change; omitted fields stay unchanged. */
        UserChange: {
            /**
             * @description What the user may do to the marketplace.
             * @enum {string}
             */
            role?: "client" | "professional" | "staff" | "admin";
            /**
             * @description Name of the user, 1 to 200 characters.
             * @example Ana Souza
             */
            name?: string;
            /**
             * Format: email
             * @description E-mail address, unique.
             * @example ana@example.com
             */
            email?: string;
            /** @description At most 50 characters; null removes the number. */
            phone?: string | null;
            /** @description false: the user's keys stop working. */
            is_active?: boolean;
        };
        /** @description One fault of the input. */
        ValidationFault: {
            /**
             * @description Path of the field, list positions as numbers.
             * @example items.0.id
             */
            field: string;
            /**
             * @description What is wrong with it.
             * @example Field required
             */
            message: string;
            /** @description The rejected value, of any type, cut at 200 characters. */
            invalid_value: unknown;
            /**
             * @description Kind of the fault, for programs.
             * @example missing
             */
            error_type: string;
            /** @description Line of a file, or row of its sheet, from 1; only for a file. */
            line?: number;
            /** @description Column of the file that the value comes from, null for none in particular; only for a file. */
            column?: string | null;
        };
        /** @description The body of every error response. */
        ErrorBody: {
            /** @description Error code; docs/reference/errors.md explains every code. */
            error_code: components["schemas"]["ErrorCode"];
            /**
             * @description What is wrong, for a person.
             * @example Request validation failed
             */
            message: string;
            /**
             * @description Further facts, by the code.
             * @example {}
             */
            details: {
                [key: string]: unknown;
            };
            /** @description Every fault of the input; only with VALIDATION_ERROR and similar codes. */
            validation_errors?: components["schemas"]["ValidationFault"][];
            /**
             * @description Identifies the request in the log; also sent as header X-Trace-Id.
             * @example 5f2c7a0d9b1e4f6a8c3d2e1f0a9b8c7d
             */
            trace_id: string;
            /**
             * Format: date-time
             * @description When the error occurred.
             * @example 2026-01-01T00:00:00.000Z
             */
            timestamp: string;
        };
        /** @description What went wrong, inside the error envelope. */
        EnvelopedError: {
            /** @description Error code; docs/reference/errors.md explains every code. */
            code: components["schemas"]["ErrorCode"];
            /** @description What is wrong, for a person. */
            message: string;
            /** @description Further facts, by the code. */
            details: {
                [key: string]: unknown;
            };
            /** @description Every fault of the input; only with VALIDATION_ERROR and similar codes. */
            validation_errors?: components["schemas"]["ValidationFault"][];
        };
        /** @description Where an enveloped error can be found in the log. */
        ErrorTrace: {
            /** @description The route and the end of the request's id, which the header X-Trace-Id has in full. */
            trace_id: string;
            /**
             * Format: date-time
             * @description When the error occurred.
             */
            timestamp: string;
        };
        /** @description An error on the routes whose answers have an envelope. */
        ErrorEnvelope: {
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
            /** @description What went wrong. */
            error: components["schemas"]["EnvelopedError"];
            /** @description Where it can be found in the log. */
            metadata: components["schemas"]["ErrorTrace"];
        };
        /** @description The body of an error as problem details (RFC 9457), for clients that accept `application/problem+json`. */
        ProblemBody: {
            /** @description Error code; docs/reference/errors.md explains every code. */
            error_code: components["schemas"]["ErrorCode"];
            /**
             * @description Always `about:blank`; `error_code` identifies the problem.
             * @example about:blank
             * @enum {string}
             */
            type: "about:blank";
            /** @description What the code means. */
            title: string;
            /** @description The status of the response. */
            status: number;
            /** @description The same as `message`. */
            detail: string;
            /**
             * @description What is wrong, for a person.
             * @example Request validation failed
             */
            message: string;
            /**
             * @description Further facts, by the code.
             * @example {}
             */
            details: {
                [key: string]: unknown;
            };
            /** @description Every fault of the input; only with VALIDATION_ERROR and similar codes. */
            validation_errors?: components["schemas"]["ValidationFault"][];
            /**
             * @description Identifies the request in the log; also sent as header X-Trace-Id.
             * @example 5f2c7a0d9b1e4f6a8c3d2e1f0a9b8c7d
             */
            trace_id: string;
            /**
             * Format: date-time
             * @description When the error occurred.
             * @example 2026-01-01T00:00:00.000Z
             */
            timestamp: string;
        };
        /** @description Connections to the database. */
        Pool: {
            /** @description Open connections. */
            open: number;
            /** @description Connections that nobody uses. */
            idle: number;
            /** @description Requests waiting for a connection. */
            waiting: number;
        };
        /** @description The database behind the service. */
        DatabaseHealth: {
            /**
             * @description `embedded` or `postgres`.
             * @example embedded
             * @enum {string}
             */
            mode: "embedded" | "postgres";
            /**
             * @description Version of PostgreSQL.
             * @example 18.0
             */
            version: string;
            /**
             * @description What an acknowledged write survives: `process-crash` or `power-loss`.
             * @example process-crash
             */
            durability: string;
            /** @description Connections of the process. */
            pool: components["schemas"]["Pool"];
        };
        /** @description Open batches of all kinds, over all processes. */
        OpenBatches: {
            /** @description Batches without a worker: waiting for one, or for their scheduled time. */
            waiting: number;
            /** @description Batches that a worker holds. */
            processing: number;
            /** @description Batches that are paused. */
            paused: number;
            /** @description Items that run now. */
            running_items: number;
            /**
             * @description Batches whose worker stopped renewing its lease two leases ago and which no other worker took over; more than 0
             *     needs investigation.
             */
            stuck: number;
        };
        /** @description Memory of this process in bytes. */
        Memory: {
            /** @description Resident memory of the process. */
            rss: number;
            /** @description Memory in use by objects. */
            heap_used: number;
            /** @description Memory reserved for objects. */
            heap_total: number;
        };
        /** @description Delay of the event loop in milliseconds since the last reading. */
        EventLoop: {
            /**
             * Format: double
             * @description Median delay.
             */
            p50: number;
            /**
             * Format: double
             * @description 99th percentile of the delay.
             */
            p99: number;
            /**
             * Format: double
             * @description Longest delay.
             */
            max: number;
        };
        /** @description `{"status": "ok"}` for every caller; the other fields only for a key with the scope `admin`. */
        Health: {
            /**
             * @description `ok`; `degraded` while Redis, which carries notifications between processes, is down.
             * @example ok
             * @enum {string}
             */
            status: "ok" | "degraded";
            /**
             * @description `up` or `down`; absent when no Redis is configured.
             * @example up
             */
            redis?: string;
            /** @description The database; only for admins. */
            database?: components["schemas"]["DatabaseHealth"];
            /** @description Open batches; only for admins. */
            batches?: components["schemas"]["OpenBatches"];
            /** @description Memory of the process in bytes; only for admins. */
            memory_bytes?: components["schemas"]["Memory"];
            /** @description Seconds since the process started; only for admins. */
            uptime_seconds?: number;
            /** @description Delay of the event loop in milliseconds; only for admins. */
            event_loop_delay_ms?: components["schemas"]["EventLoop"];
        };
        /** @description A change that can be applied to a list of ids. */
        OperationTemplate: {
            /**
             * @description Name of the template.
             * @example confirm_orders
             */
            name: string;
            /**
             * @description What it does.
             * @example Confirm pending orders.
             */
            description: string;
            /**
             * @description Type of its operations.
             * @example order_update
             * @enum {string}
             */
            operation_type: "order_update" | "professional_approval" | "service_update" | "user_update" | "bulk_delete" | "custom";
            /**
             * @description Method of its operations.
             * @example PATCH
             */
            method: string;
            /**
             * @description Values set on every row.
             * @example {
             *       "status": "confirmed"
             *     }
             */
            data: {
                [key: string]: unknown;
            };
        };
        /** @description List of all templates. */
        OperationTemplates: {
            /** @description All templates. */
            results: components["schemas"]["OperationTemplate"][];
        };
        /** @description A template and the rows it is applied to. */
        TemplateBatch: {
            /**
             * @description Ids of 1 to 50 rows, in the order in which they are changed.
             * @example [
             *       123
             *     ]
             */
            resource_ids: number[];
            /**
             * @description Name of the template.
             * @example confirm_orders
             * @enum {string}
             */
            template: "confirm_orders" | "start_orders" | "complete_orders" | "cancel_orders" | "approve_professionals" | "verify_professionals" | "suspend_professionals" | "show_services" | "hide_services" | "deactivate_users" | "delete_orders";
            /**
             * @description true: all items or none, in one transaction; then at most 5,000 items. Default false.
             * @default false
             */
            atomic?: boolean;
            /**
             * @description Order in which waiting batches run; without effect on a batch that runs within its request. Default `normal`.
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Why an operation failed. */
        OperationError: {
            /**
             * @description Error code.
             * @example VALIDATION_ERROR
             */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * @description Class of the error.
             * @example ValueError
             */
            type: components["schemas"]["ErrorType"] | string;
            /**
             * @description What is wrong, for a person.
             * @example data.status: invalid_transition: an order that is cancelled can go nowhere.
             */
            message: string;
        };
        /** @description Result of one operation. */
        OperationResult: {
            /** @description Zero-based position in the request. */
            index: number;
            /**
             * @description HTTP status of the operation.
             * @example 200
             */
            status: number;
            /**
             * @description Whether the operation took effect.
             * @example true
             */
            success: boolean;
            /**
             * @description The resource after the operation; only on success.
             * @example {
             *       "id": 123,
             *       "status": "completed",
             *       "notes": "",
             *       "price": "149.90",
             *       "version": 4
             *     }
             */
            data?: {
                [key: string]: unknown;
            };
            /** @description Why the operation failed; only on failure. */
            error?: components["schemas"]["OperationError"];
            /** @description The operation's `ref`. */
            ref?: string;
            /** @description The operation's `metadata`. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Number of operations by outcome. */
        OperationSummary: {
            /**
             * Format: double
             * @description Percentage of operations that succeeded, of those that ended.
             * @example 66.67
             */
            success_rate: number;
            /**
             * Format: double
             * @description Percentage of operations that ended.
             * @example 100
             */
            progress: number;
            /** @description Operations that succeeded. */
            completed: number;
            /** @description Operations that failed. */
            failed: number;
        };
        /** @description Result of a batch of operations. */
        OperationBatchResult: {
            /**
             * @description Number of the batch; null in a dry run.
             * @example 1
             */
            batch_id: number | null;
            /**
             * @description Operations submitted.
             * @example 1
             */
            total_operations: number;
            /** @description One result per operation, in the order of the request. */
            results: components["schemas"]["OperationResult"][];
            /** @description Counters of the batch. */
            summary: components["schemas"]["OperationSummary"];
            /**
             * @description Label in the language of `Accept-Language` (pt-BR, en, ru).
             * @example Concluído
             */
            status: string;
            /**
             * Format: date-time
             * @description When the batch was submitted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ended; null before.
             */
            completed_at: string | null;
        };
        /** @description One operation of a batch. */
        Operation: {
            /** @description Type of this operation; required in a `custom` batch, otherwise omitted. */
            operation_type?: string;
            /**
             * @description `PATCH` for updates, `DELETE` for `bulk_delete`; that is also the default.
             * @example PATCH
             */
            method?: string;
            /**
             * @description Id of the order, professional, service or user.
             * @example 123
             */
            resource_id: number;
            /**
             * @description The fields to change; for `bulk_delete` only `resource` (orders, services or professionals). Which role may
             *     change which field is in `docs/reference/rights.md`.
             * @example {
             *       "status": "completed"
             *     }
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description The caller's own name for the operation, at most 200 characters; returned in its result.
             * @example row 2
             */
            ref?: string;
            /**
             * @description The caller's own data; returned unchanged and not interpreted.
             * @example {
             *       "sheet": "friday"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description A batch of operations, applied in order. */
        OperationBatch: {
            /** @description 1 to 50 operations. */
            operations: components["schemas"]["Operation"][];
            /**
             * @description Type of all operations of the batch; in a `custom` batch each operation has its own.
             * @example order_update
             * @enum {string}
             */
            operation_type: "order_update" | "professional_approval" | "service_update" | "user_update" | "bulk_delete" | "custom";
            /**
             * @description true: all items or none, in one transaction; then at most 5,000 items. Default false.
             * @default false
             */
            atomic?: boolean;
            /**
             * @description Order in which waiting batches run; without effect on a batch that runs within its request. Default `normal`.
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description A batch that was accepted and will be run by a worker. */
        AcceptedBatch: {
            /** @description Public id of the batch: an integer or a string, depending on its kind. */
            batch_id: string | number;
            /**
             * @description State of the batch, always `pending`.
             * @example pending
             * @enum {string}
             */
            status: "pending";
            /**
             * @description Items submitted.
             * @example 25
             */
            total: number;
            /** @description URL path at which the state and results of the batch can be read. */
            status_url: string;
            /**
             * Format: date-time
             * @description When the batch was submitted.
             */
            created_at: string;
        };
        /** @description A batch in the history, with its timestamps. */
        OperationHistoryEntry: {
            /**
             * Format: double
             * @description Share of the operations that have ended, in per cent.
             */
            progress: number;
            /**
             * Format: double
             * @description Share of successes among those that ended, in per cent.
             */
            success_rate: number;
            /**
             * Format: double
             * @description Seconds in processing; the time so far while the batch runs, null before it starts.
             * @example 0.15
             */
            duration_seconds: number | null;
            /**
             * Format: date-time
             * @description When the batch was submitted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ended; null before.
             */
            completed_at: string | null;
            /**
             * @description Id of the batch.
             * @example 1
             */
            batch_id: number;
            /**
             * @description Label in the language of `Accept-Language`.
             * @example Atualização de Pedidos
             */
            operation_type: string;
            /**
             * @description Label in the language of `Accept-Language`.
             * @example Concluído
             */
            status: string;
            /** @description Operations submitted. */
            total_operations: number;
            /** @description Operations that succeeded. */
            completed_operations: number;
            /** @description Operations that failed. */
            failed_operations: number;
            /**
             * @description Status as a code that does not depend on the language.
             * @enum {string}
             */
            status_code: "cancelled" | "pending" | "processing" | "paused" | "completed" | "partial" | "failed";
            /**
             * @description Type of the operations, for programs.
             * @enum {string}
             */
            operation_type_code: "custom" | "order_update" | "professional_approval" | "service_update" | "user_update" | "bulk_delete";
        };
        /** @description A page of the caller's batches, newest first. */
        OperationHistory: {
            /** @description Number of all batches that match. */
            count: number;
            /** @description Size of the page. */
            limit: number;
            /** @description Batches before the page. */
            offset: number;
            /** @description The batches of the page. */
            results: components["schemas"]["OperationHistoryEntry"][];
        };
        /** @description Statistics of the caller's batches. */
        OperationStats: {
            /**
             * Format: double
             * @description Percentage of operations that succeeded, of those that ended.
             */
            success_rate: number;
            /**
             * Format: double
             * @description Average seconds in processing of ended batches; null when there are none.
             */
            average_duration_seconds: number | null;
            /** @description Number of days covered. */
            days: number;
            /** @description Batches submitted. */
            total_batches: number;
            /** @description Batches by status; every status is listed. */
            batches_by_status: {
                [key: string]: number;
            };
            /** @description Batches by operation type; every type is listed. */
            batches_by_operation_type: {
                [key: string]: number;
            };
            /** @description Operations in them. */
            total_operations: number;
            /** @description Operations that succeeded. */
            completed_operations: number;
            /** @description Operations that failed. */
            failed_operations: number;
            /**
             * Format: date-time
             * @description When the last batch was submitted; null when there was none.
             */
            last_batch_at: string | null;
        };
        /** @description Status and results of a batch. */
        OperationBatchStatus: {
            /**
             * Format: double
             * @description Share of the operations that have ended, in per cent.
             */
            progress: number;
            /**
             * Format: double
             * @description Share of successes among those that ended, in per cent.
             */
            success_rate: number;
            /**
             * Format: double
             * @description Seconds in processing; the time so far while the batch runs, null before it starts.
             * @example 0.15
             */
            duration_seconds: number | null;
            /**
             * @description Resources after the successful operations, by index.
             * @example {
             *       "0": {
             *         "id": 123,
             *         "status": "completed",
             *         "notes": "",
             *         "price": "149.90",
             *         "version": 4
             *       }
             *     }
             */
            result_data: {
                [key: string]: unknown;
            };
            /**
             * @description Errors of the failed operations, by index.
             * @example {
             *       "2": {
             *         "code": "NOT_FOUND",
             *         "message": "There is no order 999.",
             *         "type": "NotFoundError"
             *       }
             *     }
             */
            error_details: {
                [key: string]: unknown;
            };
            /**
             * @description Id of the batch.
             * @example 1
             */
            batch_id: number;
            /**
             * @description Label in the language of `Accept-Language`.
             * @example Atualização de Pedidos
             */
            operation_type: string;
            /**
             * @description Label in the language of `Accept-Language`.
             * @example Concluído
             */
            status: string;
            /** @description Operations submitted. */
            total_operations: number;
            /** @description Operations that succeeded. */
            completed_operations: number;
            /** @description Operations that failed. */
            failed_operations: number;
            /**
             * @description Status as a code that does not depend on the language.
             * @enum {string}
             */
            status_code: "cancelled" | "pending" | "processing" | "paused" | "completed" | "partial" | "failed";
            /**
             * @description Type of the operations, for programs.
             * @enum {string}
             */
            operation_type_code: "custom" | "order_update" | "professional_approval" | "service_update" | "user_update" | "bulk_delete";
        };
        /** @description A new order. Its professional comes from the service, and so does its price unless staff or an admin sets one. */
        NewOrder: {
            /**
             * @description The service that is ordered: an active one of an approved professional; for staff and admins any active one.
             * @example 1
             */
            service_id: number;
            /** @description The client; by default the caller. Only staff and admins order for others. */
            client_id?: number;
            /**
             * @description Free text.
             * @example Please ring twice.
             */
            notes?: string;
            /**
             * @description A price other than the service's, as a number or a decimal string; staff and admins only.
             * @example 149.90
             */
            price?: string;
        };
        /** @description An order. */
        Order: {
            /** @description Id of the order. */
            id: number;
            /** @description Id of the user who orders. */
            client_id: number;
            /** @description Id of the professional who does it. */
            professional_id: number;
            /** @description Id of the service ordered. */
            service_id: number;
            /**
             * @description State of the order.
             * @enum {string}
             */
            status: "cancelled" | "pending" | "completed" | "confirmed" | "in_progress";
            /** @description Free text. */
            notes: string;
            /**
             * @description Exact decimal with two fraction digits.
             * @example 149.90
             */
            price: string;
            /** @description Increases by one with every update that changes something. */
            version: number;
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        /** @description A page of orders, newest first. */
        OrderList: {
            /** @description The orders of the page. */
            results: components["schemas"]["Order"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description Changes to an order, by the rules of `order_update`. */
        OrderChange: {
            /**
             * @description The next state; which ones are allowed depends on the present one.
             * @enum {string}
             */
            status?: "cancelled" | "pending" | "completed" | "confirmed" | "in_progress";
            /** @description Free text. */
            notes?: string;
            /**
             * @description Price with two decimals.
             * @example 149.90
             */
            price?: string;
        };
        /** @description A new professional, not approved yet. */
        NewProfessional: {
            /** @description The user of the profile; by default the caller. Only staff and admins create profiles for others. */
            user_id?: number;
            /**
             * @description What the professional offers, in a line.
             * @example Electrician, twenty years of practice
             */
            headline?: string;
        };
        /** @description A professional. */
        Professional: {
            /** @description Id of the professional. */
            id: number;
            /** @description Id of the user who is it. */
            user_id: number;
            /** @description What the professional offers, in a line. */
            headline: string;
            /** @description Whether the staff approved the professional. */
            is_approved: boolean;
            /** @description Whether the staff verified the identity. */
            is_verified: boolean;
            /** @description Increases by one with every update that changes something. */
            version: number;
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        /** @description A page of professionals, newest first. */
        ProfessionalList: {
            /** @description The professionals of the page. */
            results: components["schemas"]["Professional"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description Changes to a professional, by the rules of `professional_approval`. */
        ProfessionalChange: {
            /**
             * @description May be changed by the owner of the profile, staff and admins.
             * @example Electrician, twenty years of practice
             */
            headline?: string;
            /** @description Whether the staff approves the professional. */
            is_approved?: boolean;
            /** @description Whether the staff verified the identity. */
            is_verified?: boolean;
        };
        /** @description A new service. */
        NewService: {
            /** @description The professional of the service; by default the caller's own profile. Only staff and admins name another. */
            professional_id?: number;
            /**
             * @description Name of the service.
             * @example Electrical inspection
             */
            name: string;
            /** @description What is offered. */
            description?: string;
            /**
             * @description Price as a number or a decimal string from 0 to 99999999.99 with at most two fraction digits.
             * @example 149.90
             */
            price: string;
            /** @description Whether it can be ordered. */
            is_active?: boolean;
        };
        /** @description A service. */
        Service: {
            /** @description Id of the service. */
            id: number;
            /** @description Id of the professional who offers it. */
            professional_id: number;
            /** @description Name of the service. */
            name: string;
            /** @description What is offered. */
            description: string;
            /**
             * @description Exact decimal with two fraction digits.
             * @example 149.90
             */
            price: string;
            /** @description Whether it can be ordered. */
            is_active: boolean;
            /** @description Increases by one with every update that changes something. */
            version: number;
            /**
             * Format: date-time
             * @description When it was created.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        /** @description A page of services, newest first. */
        ServiceList: {
            /** @description The services of the page. */
            results: components["schemas"]["Service"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description Changes to a service, by the rules of `service_update`. */
        ServiceChange: {
            /** @description Name of the service. */
            name?: string;
            /** @description What is offered. */
            description?: string;
            /**
             * @description Price with two decimals.
             * @example 149.90
             */
            price?: string;
            /** @description Whether it can be ordered. */
            is_active?: boolean;
        };
        /** @description One contact to insert. */
        ContactItem: {
            /**
             * @description Id of the contact, unique among the owner's contacts: a string of 1 to 255 characters or an integer, which is
             *     stored as a string.
             * @example contact-001
             */
            id: string | number;
            /**
             * @description 1 (low) to 10 (urgent), or one of low (1), normal (5), high (8), urgent (10); 5 when not given.
             * @example 5
             */
            priority?: number | ("low" | "normal" | "high" | "urgent");
            /**
             * @description The fields of the contact. `name`, `email`, `phone`, `company`, `position`, `source`, `score`, `sentiment`, `tags`
             *     and `notes` have columns of their own; other fields are stored unchanged. `id` and `priority` in here are
             *     overridden by those of the item; `owner_id`, `batch_id` and `created_at` fail the item.
             * @example {
             *       "name": "Ana Souza",
             *       "email": "ana@example.com",
             *       "company": "Acme",
             *       "score": 0.87
             *     }
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description The caller's own name for the item, at most 200 characters; returned in results and exports.
             * @example row 2
             */
            ref?: string;
            /**
             * @description The caller's own data; returned unchanged and not interpreted.
             * @example {
             *       "sheet": "leads"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Contacts to insert in one statement. */
        ContactBatch: {
            /** @description 1 to 1,000 contacts. */
            items: components["schemas"]["ContactItem"][];
            /**
             * @description true: all items or none, in one transaction; then at most 5,000 items. Default false.
             * @default false
             */
            atomic?: boolean;
            /**
             * @description Order in which waiting batches run; without effect on a batch that runs within its request. Default `normal`.
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Why an item was not inserted. */
        ContactError: {
            /**
             * @description Error code.
             * @example DUPLICATE_ID
             */
            code: components["schemas"]["ErrorCode"];
            /**
             * @description What is wrong, for a person.
             * @example The id contact-001 is stored already.
             */
            message: string;
        };
        /** @description Result for one contact. */
        ContactResult: {
            /**
             * Format: double
             * @description The item's share of the processing time of the batch, in milliseconds.
             * @example 0.042
             */
            processing_time_ms: number;
            /**
             * @description Id of the inserted row; the submitted id when the item failed.
             * @example contact-001
             */
            id: string;
            /**
             * @description `success` or `error`.
             * @example success
             * @enum {string}
             */
            status: "error" | "success";
            /**
             * @description Result of the insert; null when the item failed.
             * @example {
             *       "message": "Inserted successfully"
             *     }
             */
            result: {
                [key: string]: unknown;
            } | null;
            /** @description Why the item failed; only for a failed item. */
            error?: components["schemas"]["ContactError"];
            /** @description The item's `ref`. */
            ref?: string;
            /** @description The item's `metadata`. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Result of a batch of contacts. */
        ContactBatchResult: {
            /**
             * Format: double
             * @description Processing time of the whole batch in milliseconds.
             * @example 4.21
             */
            processing_time_ms: number;
            /**
             * @description Id of the batch; null in a dry run.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11
             */
            batch_id: string | null;
            /**
             * @description Contacts submitted.
             * @example 1
             */
            total: number;
            /**
             * @description Contacts inserted.
             * @example 1
             */
            successful: number;
            /**
             * @description Contacts that failed.
             * @example 0
             */
            failed: number;
            /** @description One result per item, in the order of the request. */
            results: components["schemas"]["ContactResult"][];
        };
        /** @description A contact as it is stored. */
        ContactView: {
            /**
             * Format: double
             * @description The caller's score.
             */
            score: number | null;
            /**
             * @description The caller's id of the contact.
             * @example contact-001
             */
            id: string;
            /** @description Id of the batch that inserted it. */
            batch_id: string | null;
            /** @description Priority from 1 to 10; 10 is the most urgent. */
            priority: number;
            /**
             * @description Name of the person.
             * @example Ana Souza
             */
            name: string | null;
            /**
             * @description E-mail address.
             * @example ana@example.com
             */
            email: string | null;
            /** @description Telephone number. */
            phone: string | null;
            /** @description Employer. */
            company: string | null;
            /** @description Position there. */
            position: string | null;
            /** @description Where the contact came from. */
            source: string | null;
            /** @description The caller's sentiment. */
            sentiment: string | null;
            /** @description The caller's tags. */
            tags: string[] | null;
            /** @description The caller's notes. */
            notes: string | null;
            /** @description Fields of `data` without a column of their own. */
            extra: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was inserted.
             */
            created_at: string;
        };
        /** @description A page of contacts, newest first. */
        ContactList: {
            /** @description The contacts of the page. */
            results: components["schemas"]["ContactView"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description Changes to a contact; omitted fields stay unchanged. */
        ContactChange: {
            /**
             * @description Fields to change. Fields without a column of their own are stored in `extra`; null clears a field.
             * @example {
             *       "company": "Acme Ltd",
             *       "plan": null
             *     }
             */
            data?: {
                [key: string]: unknown;
            };
            /** @description 1 (low) to 10 (urgent). */
            priority?: number;
        };
        /** @description Result of an erasure. */
        ContactErased: {
            /** @description Whether nothing was erased because only the number was asked for. */
            dry_run: boolean;
            /**
             * @description Contacts erased, or matched in a dry run.
             * @example 12
             */
            contacts: number;
            /** @description true: more contacts match than the 50,000 that one request erases; repeat the request. */
            has_more: boolean;
        };
        /** @description URLs to analyse. */
        StartUrlsBody: {
            /**
             * @description Priority of the job in the queue; urgent jobs are at the head of the queue `high`. Default `normal`.
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Device that is emulated; `both` returns two results under one index. Default `mobile`.
             * @default mobile
             * @enum {string}
             */
            strategy?: "mobile" | "desktop" | "both";
            /**
             * @description Engine that analyses the URLs. Defaults to the engine configured for the installation.
             * @enum {string}
             */
            engine?: "auto" | "http" | "lighthouse" | "psi";
            /**
             * @description Limits by figure: least scores (`performance`, `accessibility`, `best_practices`, `seo`, `http`) and largest values
             *     (`lcp_ms`, `cls`, `ttfb_ms`, `total_bytes`, `field_inp_ms` …). Each result says which it keeps; a breach is told by
             *     the webhook `batch.items_flagged`.
             * @example {
             *       "performance": 90,
             *       "lcp_ms": 2500
             *     }
             */
            budgets?: {
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                performance?: number;
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                accessibility?: number;
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                best_practices?: number;
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                seo?: number;
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                http?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                fcp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                lcp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                tbt_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                cls?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                si_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                ttfb_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                total_bytes?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                requests?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_lcp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_inp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_cls?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_fcp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_ttfb_ms?: number;
            };
            /**
             * @description 1 to 1,000 URLs, each a string or an object.
             * @example [
             *       "https://example.com",
             *       {
             *         "url": "example.org/pricing/",
             *         "ref": "pricing"
             *       }
             *     ]
             */
            urls: (string | {
                url: string;
                ref?: string;
                metadata?: {
                    [key: string]: unknown;
                };
            })[];
            /**
             * @description Number of URLs analysed concurrently, 1 to 20. Default 5.
             * @default 5
             * @example 5
             */
            batch_size?: number;
            /** @description Alias of `batch_size`. */
            max_concurrent?: number;
            /**
             * @description Time limit of one URL in seconds, 60 to 1,800. Default 300.
             * @default 300
             * @example 300
             */
            timeout_seconds?: number;
            /** @description Alias of `timeout_seconds`. */
            timeout?: number;
            /**
             * @description Number of retries of a URL that fails with a temporary error, 0 to 5. Default 2.
             * @default 2
             * @example 2
             */
            retry_attempts?: number;
            /**
             * @description Maximum age in seconds of an earlier result of the same owner that is returned instead of a new analysis. Default
             *     0: every URL is analysed.
             * @default 0
             * @example 3600
             */
            max_age_seconds?: number;
            /**
             * @description Analyses of each URL, one after the other, of which the median is the result; 1 to 5. They share the URL's time
             *     limit. Default 1.
             * @default 1
             * @example 3
             */
            runs?: number;
            /**
             * @description true: a page that answers with an error status is analysed, by the engine `http` in every engine's place. Default
             *     false: it fails with `HTTP_ERROR`.
             * @default false
             */
            analyze_error_pages?: boolean;
            /**
             * @description Loads of each document by the engine `http`, each on a new connection, of whose timings the result has the medians;
             *     default 1. `http.timing.sample_count` of a result says how many there were.
             */
            timing_samples?: number;
            /**
             * @description true: URLs that cannot be analysed fail at their index instead of rejecting the job. Default false.
             * @default false
             */
            ignore_invalid?: boolean;
            /**
             * @description true: tracking parameters such as utm_*, gclid and fbclid are removed from the query. Default false.
             * @default false
             */
            strip_tracking?: boolean;
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Result of the validation of one submitted URL. */
        UrlVerdict: {
            /** @description Zero-based position in the submission. */
            index: number;
            /** @description The URL as submitted. */
            original_url: string;
            /** @description The cleaned URL that is analysed; null when the URL was rejected. */
            cleaned_url: string | null;
            /** @description Changes made by the cleaning. */
            changed: string[];
            /** @description What the caller should know about the URL. */
            warnings: string[];
            /** @description First index with the same cleaned URL, whose result is shown here too; null when this is the first. */
            duplicate_of: number | null;
            /** @description First index that differs only in http/https, `www.` or a trailing slash; null when there is none. */
            near_duplicate_of: number | null;
            /** @description Why the URL was rejected, as `error_type` of a validation error; null when it is analysed. */
            refused: string | null;
        };
        /** @description A started job. */
        StartedJob: {
            /**
             * @description State of the job.
             * @example pending
             * @enum {string}
             */
            status: "pending";
            /**
             * @description Priority of the job.
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * @description Device that is simulated.
             * @enum {string}
             */
            strategy: "mobile" | "desktop" | "both";
            /** @description Limits of the results, by figure. */
            budgets: {
                [key: string]: number;
            };
            /**
             * @description Engine that analyses the URLs: http, lighthouse or psi.
             * @enum {string}
             */
            engine: "http" | "lighthouse" | "psi";
            /** @description Id of the job; null in a dry run. */
            batch_job_id: string | null;
            /** @description Id of the processing run. A job is processed in one run, so it equals the job's id. */
            processing_run_id: string | null;
            /** @description Name of the job. */
            name: string | null;
            /**
             * @description URLs submitted.
             * @example 2
             */
            total_urls: number;
            /** @description URLs analysed at once. */
            batch_size: number;
            /** @description Time limit of one URL. */
            timeout_seconds: number;
            /** @description Further tries after one that failed. */
            retry_attempts: number;
            /** @description Analyses of each URL, of which the median is the result. */
            runs: number;
            /** @description Whether error pages are analysed. */
            analyze_error_pages: boolean;
            /** @description Loads of each document by the engine `http`, of whose timings the result has the medians. */
            timing_samples: number;
            /** @description Why this engine was chosen. */
            engine_reason: string;
            /**
             * Format: date-time
             * @description When the job was created; null in a dry run.
             */
            created_at: string | null;
            /** @description One entry per URL, in the order of the request. */
            urls: components["schemas"]["UrlVerdict"][];
        };
        /** @description Progress of a job. */
        UrlProgress: {
            /**
             * @description State of the job.
             * @enum {string}
             */
            status: "pending" | "processing" | "paused" | "completed" | "failed" | "cancelled";
            /**
             * @description Priority of the job.
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * @description Device that is simulated.
             * @enum {string}
             */
            strategy: "mobile" | "desktop" | "both";
            /**
             * Format: double
             * @description Percentage of URLs that ended, whatever their status.
             * @example 66.67
             */
            progress_percentage: number;
            /**
             * @description Id of the job.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11
             */
            batch_job_id: string;
            /** @description Id of the processing run; equals the job's id. */
            processing_run_id: string;
            /** @description Name of the job. */
            name: string | null;
            /** @description URLs submitted. */
            total_urls: number;
            /** @description URLs analysed. */
            completed_urls: number;
            /** @description URLs that failed. */
            failed_urls: number;
            /** @description URLs that were waiting or running when the job was cancelled. */
            cancelled_urls: number;
            /** @description URLs that are pending or running; 0 once the job has ended. */
            remaining_urls: number;
            /**
             * Format: date-time
             * @description When it started; null before.
             */
            started_at: string | null;
            /** @description URLs that are being analysed. */
            current_urls: string[];
            /**
             * Format: date-time
             * @description Estimated completion at the throughput of the last five minutes; null until three URLs have ended, and when nothing
             *     runs.
             */
            estimated_completion: string | null;
        };
        /** @description A job with its status and counters. */
        UrlJob: {
            /**
             * @description State of the job.
             * @enum {string}
             */
            status: "pending" | "processing" | "paused" | "completed" | "failed" | "cancelled";
            /**
             * @description Priority of the job.
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * @description Device that is simulated.
             * @enum {string}
             */
            strategy: "mobile" | "desktop" | "both";
            /**
             * Format: double
             * @description Percentage of URLs that ended, whatever their status.
             * @example 66.67
             */
            progress_percentage: number;
            /**
             * @description Id of the job.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11
             */
            batch_job_id: string;
            /** @description Id of the processing run; equals the job's id. */
            processing_run_id: string;
            /** @description Name of the job. */
            name: string | null;
            /** @description URLs submitted. */
            total_urls: number;
            /** @description URLs analysed. */
            completed_urls: number;
            /** @description URLs that failed. */
            failed_urls: number;
            /** @description URLs that were waiting or running when the job was cancelled. */
            cancelled_urls: number;
            /** @description URLs that are pending or running; 0 once the job has ended. */
            remaining_urls: number;
            /**
             * Format: date-time
             * @description When the job was submitted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it started; null before.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it ended; null before.
             */
            completed_at: string | null;
        };
        /** @description A page of jobs, newest first. */
        UrlJobList: {
            /** @description The jobs of the page. */
            jobs: components["schemas"]["UrlJob"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description Scores from 0 to 100; null where the engine has none. */
        Scores: {
            /**
             * Format: double
             * @description 0 to 100; null when the engine does not measure it.
             */
            performance: number | null;
            /**
             * Format: double
             * @description 0 to 100; null when the engine does not measure it.
             */
            accessibility: number | null;
            /**
             * Format: double
             * @description 0 to 100; null when the engine does not measure it.
             */
            best_practices: number | null;
            /**
             * Format: double
             * @description 0 to 100; null when the engine does not measure it.
             */
            seo: number | null;
            /**
             * Format: double
             * @description Score of the engine `http`, with its audits and weights in `http.score`; not comparable with Lighthouse's scores.
             */
            http: number | null;
        };
        /** @description Lab metrics of one page load; times in milliseconds. */
        Lab: {
            /**
             * Format: double
             * @description First Contentful Paint.
             */
            fcp_ms: number | null;
            /**
             * Format: double
             * @description Largest Contentful Paint.
             */
            lcp_ms: number | null;
            /**
             * Format: double
             * @description Total Blocking Time.
             */
            tbt_ms: number | null;
            /**
             * Format: double
             * @description Cumulative Layout Shift, no unit.
             */
            cls: number | null;
            /**
             * Format: double
             * @description Speed Index.
             */
            si_ms: number | null;
            /**
             * Format: double
             * @description Time to Interactive.
             */
            tti_ms: number | null;
            /**
             * Format: double
             * @description Time to first byte of the document.
             */
            ttfb_ms: number | null;
            /** @description Engine that measured them. */
            source: string;
            /** @description Transferred bytes of all resources. */
            total_bytes: number | null;
            /** @description Requests of the page; null when not measured. */
            requests: number | null;
        };
        /** @description A figure of real visits. */
        FieldMetric: {
            /**
             * Format: double
             * @description 75th percentile; milliseconds, for the shift no unit.
             */
            p75: number;
            /**
             * @description Google's verdict.
             * @enum {string|null}
             */
            category: "FAST" | "AVERAGE" | "SLOW" | "NONE" | null;
            /** @description Shares of good, medium and poor visits. */
            distribution: number[];
        };
        /** @description Visits of real Chrome users in the last 28 days (Chrome UX Report), from the answer of PageSpeed Insights. */
        FieldData: {
            /**
             * @description `url`, or `origin` when the page itself has too few visits.
             * @enum {string}
             */
            scope: "url" | "origin";
            /**
             * @description Google's verdict on all figures.
             * @enum {string|null}
             */
            overall: "FAST" | "AVERAGE" | "SLOW" | "NONE" | null;
            /** @description Engine that had them. */
            source: string;
            /** @description Largest Contentful Paint. */
            lcp_ms: components["schemas"]["FieldMetric"] | null;
            /** @description Cumulative Layout Shift. */
            cls: components["schemas"]["FieldMetric"] | null;
            /** @description Interaction to Next Paint. */
            inp_ms: components["schemas"]["FieldMetric"] | null;
            /** @description First Contentful Paint. */
            fcp_ms: components["schemas"]["FieldMetric"] | null;
            /** @description Time to first byte. */
            ttfb_ms: components["schemas"]["FieldMetric"] | null;
        };
        /** @description What one of several analyses measured. */
        Run: {
            /**
             * Format: double
             * @description Performance score.
             */
            performance: number | null;
            /**
             * Format: double
             * @description Score of the engine `http`.
             */
            http: number | null;
            /**
             * Format: double
             * @description Largest Contentful Paint.
             */
            lcp_ms: number | null;
            /**
             * Format: double
             * @description Total Blocking Time.
             */
            tbt_ms: number | null;
            /**
             * Format: double
             * @description Cumulative Layout Shift.
             */
            cls: number | null;
            /**
             * Format: double
             * @description Time to first byte.
             */
            ttfb_ms: number | null;
            /**
             * Format: date-time
             * @description When.
             */
            analyzed_at: string;
        };
        /** @description One limit against what was measured. */
        BudgetCheck: {
            /**
             * @description The figure.
             * @enum {string}
             */
            figure: "performance" | "accessibility" | "best_practices" | "seo" | "http" | "fcp_ms" | "lcp_ms" | "tbt_ms" | "cls" | "si_ms" | "ttfb_ms" | "total_bytes" | "requests" | "field_lcp_ms" | "field_inp_ms" | "field_cls" | "field_fcp_ms" | "field_ttfb_ms";
            /**
             * Format: double
             * @description Its limit: the least score, or the largest value.
             */
            limit: number;
            /**
             * Format: double
             * @description What was measured; null when the engine does not measure it.
             */
            actual: number | null;
            /** @description Whether the limit is kept; null when it was not measured. */
            passed: boolean | null;
        };
        /** @description Whether a result keeps the budgets of its job. */
        Budget: {
            /** @description false: at least one limit is broken. A figure that was not measured breaks none; null when none was measured. */
            passed: boolean | null;
            /** @description One entry per limit. */
            checks: components["schemas"]["BudgetCheck"][];
        };
        /** @description Result of one URL with one strategy. */
        UrlAnalysis: {
            /**
             * @description `mobile` or `desktop`.
             * @enum {string}
             */
            strategy: "mobile" | "desktop";
            /**
             * Format: double
             * @description How long that took, in milliseconds.
             */
            duration_ms: number;
            /** @description Findings of the engine `http`: redirects, timing, transfer, caching, security, document, score. */
            http: {
                [key: string]: unknown;
            } | null;
            /** @description Categories and audits of Lighthouse by its own ids. */
            lighthouse: {
                [key: string]: unknown;
            } | null;
            /** @description Possible improvements, largest savings first. */
            opportunities: {
                [key: string]: unknown;
            }[];
            /** @description Reason for every metric that is null. */
            unavailable: {
                [key: string]: string;
            };
            /** @description Reserved for a stored full report; always null. */
            raw_ref: string | null;
            /** @description The cleaned URL. */
            url: string;
            /** @description The URL as submitted. */
            input_url: string;
            /** @description URL after redirects. */
            final_url: string;
            /** @description Engine: http, lighthouse or psi. */
            provider: string;
            /** @description Version of the engine. */
            provider_version: string;
            /**
             * Format: date-time
             * @description When the page was analysed.
             */
            analyzed_at: string;
            /** @description Number of the attempt; 1 for the first. */
            attempt: number;
            /** @description Scores by category. */
            scores: components["schemas"]["Scores"];
            /** @description Figures of the simulated visit. */
            lab: components["schemas"]["Lab"];
            /** @description Field data of real users; null when there is none. */
            field: components["schemas"]["FieldData"] | null;
            /** @description What the caller should know about the analysis. */
            warnings: string[];
            /** @description Figures of all analyses when the job asks for several, of which this result is the median; else empty. */
            runs: components["schemas"]["Run"][];
            /** @description Whether the result keeps the budgets of the job; null without budgets. */
            budget: components["schemas"]["Budget"] | null;
        };
        /** @description Why an item failed or was cancelled. */
        ItemError: {
            /**
             * @description Error code.
             * @example DUPLICATE_ID
             */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * @description Class of the error.
             * @example ValueError
             */
            type: components["schemas"]["ErrorType"] | string;
            /**
             * @description What is wrong, for a person.
             * @example The id contact-001 is stored already.
             */
            message: string;
            /** @description Whether the error is temporary, so that a retry may succeed. */
            retryable: boolean;
            /**
             * @description Further facts, by the code.
             * @example {}
             */
            details: {
                [key: string]: unknown;
            };
        };
        /** @description One submitted URL with its result. */
        UrlResult: {
            /**
             * @description State of the URL.
             * @enum {string}
             */
            status: "pending" | "running" | "succeeded" | "failed" | "cancelled";
            /**
             * @description What is being done; null unless it runs.
             * @enum {string}
             */
            current_step: "analysis" | "fetch" | "audit" | "scoring" | "storing" | "done";
            /** @description Zero-based position in the submission. */
            index: number;
            /** @description Caller-defined name of the item. */
            ref: string | null;
            /** @description Caller-defined data, returned unchanged. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description The URL as submitted. */
            original_url: string;
            /** @description The cleaned URL that is analysed; null when the URL was rejected. */
            cleaned_url: string | null;
            /** @description URL after redirects; null until the analysis succeeded. */
            final_url: string | null;
            /** @description First index with the same cleaned URL, which was analysed once; its result is shown here too. */
            duplicate_of: number | null;
            /** @description First index that differs only in http/https, `www.` or a trailing slash. */
            near_duplicate_of: number | null;
            /** @description Attempts so far. */
            attempts: number;
            /** @description Why the URL waits; null when it does not. */
            wait_reason: string | null;
            /** @description Strategies whose result came from the cache. */
            cached: string[];
            /** @description What the caller should know about the URL. */
            warnings: string[];
            /** @description One entry per strategy; empty until the analysis succeeded. */
            analyses: components["schemas"]["UrlAnalysis"][];
            /** @description Error of a failed or cancelled URL, else null. */
            error: components["schemas"]["ItemError"] | null;
        };
        /** @description Results of a job, partial while it runs. */
        UrlResults: {
            /**
             * @description Status of the job; results are partial while it is `pending` or `processing`.
             * @enum {string}
             */
            status: "pending" | "processing" | "paused" | "completed" | "failed" | "cancelled";
            /** @description Id of the job. */
            batch_job_id: string;
            /** @description Id of the processing run; equals the job's id. */
            processing_run_id: string;
            /** @description Name of the job. */
            name: string | null;
            /** @description URLs submitted. */
            total_urls: number;
            /** @description URLs analysed. */
            completed_urls: number;
            /** @description URLs that failed. */
            failed_urls: number;
            /** @description Results in the order submitted. */
            results: components["schemas"]["UrlResult"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: number | null;
        };
        /** @description One analysis of a URL. */
        UrlHistoryEntry: {
            /**
             * @description Device that was simulated.
             * @enum {string}
             */
            strategy: "mobile" | "desktop";
            /**
             * @description Engine.
             * @enum {string}
             */
            engine: "http" | "lighthouse" | "psi";
            /**
             * @description What was measured, by the names of budgets; figures that the engine does not have are left out.
             * @example {
             *       "performance": 91,
             *       "lcp_ms": 1830,
             *       "field_inp_ms": 140
             *     }
             */
            figures: {
                [key: string]: number;
            };
            /** @description Code of the error of a URL that failed, else null. */
            error_code: (components["schemas"]["ErrorCode"] | string) | null;
            /**
             * Format: date-time
             * @description When.
             */
            analyzed_at: string;
            /** @description Id of its job, which may have been deleted. */
            batch_job_id: string;
            /** @description Index of the URL in the job. */
            index: number;
            /** @description URL after redirects; null for a URL that failed. */
            final_url: string | null;
            /** @description Whether the budgets of its job were kept; null without budgets. */
            budget_passed: boolean | null;
        };
        /** @description The analyses of a URL, newest first. */
        UrlHistory: {
            /** @description The cleaned URL. */
            url: string;
            /** @description The analyses of the page. */
            analyses: components["schemas"]["UrlHistoryEntry"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description What was deleted of the history of a URL. */
        ForgottenUrl: {
            /** @description The cleaned URL. */
            url: string;
            /** @description Analyses that were deleted. */
            deleted: number;
        };
        /** @description A compared job. */
        ComparedJob: {
            /**
             * @description State of the job.
             * @enum {string}
             */
            status: "pending" | "processing" | "paused" | "completed" | "failed" | "cancelled";
            /**
             * @description Engine of the job.
             * @enum {string}
             */
            engine: "http" | "lighthouse" | "psi";
            /** @description Id of the job. */
            batch_job_id: string;
            /** @description Name of the job. */
            name: string | null;
            /**
             * Format: date-time
             * @description When it was submitted.
             */
            created_at: string;
        };
        /** @description What a URL measured in one job. */
        ComparedSide: {
            /**
             * @description State of the URL.
             * @enum {string}
             */
            status: "pending" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Code of its error; null without one. */
            error_code: (components["schemas"]["ErrorCode"] | string) | null;
            /**
             * Format: double
             * @description Performance score.
             */
            performance: number | null;
            /**
             * Format: double
             * @description Accessibility score.
             */
            accessibility: number | null;
            /**
             * Format: double
             * @description Best-practices score.
             */
            best_practices: number | null;
            /**
             * Format: double
             * @description SEO score.
             */
            seo: number | null;
            /**
             * Format: double
             * @description Score of the engine `http`.
             */
            http: number | null;
            /**
             * Format: double
             * @description First Contentful Paint.
             */
            fcp_ms: number | null;
            /**
             * Format: double
             * @description Largest Contentful Paint.
             */
            lcp_ms: number | null;
            /**
             * Format: double
             * @description Total Blocking Time.
             */
            tbt_ms: number | null;
            /**
             * Format: double
             * @description Cumulative Layout Shift.
             */
            cls: number | null;
            /**
             * Format: double
             * @description Speed Index.
             */
            si_ms: number | null;
            /**
             * Format: double
             * @description Time to first byte.
             */
            ttfb_ms: number | null;
            /**
             * Format: double
             * @description Transferred bytes.
             */
            total_bytes: number | null;
            /** @description Index of the URL in the job. */
            index: number;
            /** @description Whether the budgets of the job were kept; null without budgets. */
            budget_passed: boolean | null;
        };
        /** @description A URL in both jobs. */
        ComparedUrl: {
            /**
             * @description Device that was simulated.
             * @enum {string}
             */
            strategy: "mobile" | "desktop";
            /**
             * @description `regressed`, `improved` and `unchanged` compare the performance scores, without them the scores of the engine
             *     `http`; `broken` failed only in the later job, `mended` only in the earlier one, `failing` in both; `added` and
             *     `removed` are URLs of one job; `open` was not analysed to its end in both, or cancelled; `incomparable` was
             *     analysed by engines with different scores.
             * @enum {string}
             */
            change: "regressed" | "improved" | "unchanged" | "broken" | "mended" | "failing" | "added" | "removed" | "open" | "incomparable";
            /** @description Later value minus earlier value of every figure that both have. */
            differences: {
                [key: string]: number;
            };
            /** @description The cleaned URL. */
            url: string;
            /** @description Figures of the earlier job; null for an added URL. */
            base: components["schemas"]["ComparedSide"] | null;
            /** @description Figures of the later job; null for a removed URL. */
            other: components["schemas"]["ComparedSide"] | null;
        };
        /** @description Two jobs beside each other. */
        Comparison: {
            /** @description Number of URLs by change, of the whole jobs. */
            counts?: {
                regressed: number;
                improved: number;
                unchanged: number;
                broken: number;
                mended: number;
                failing: number;
                added: number;
                removed: number;
                open: number;
                incomparable: number;
            } & {
                [key: string]: number;
            };
            /** @description The earlier job. */
            base: components["schemas"]["ComparedJob"];
            /** @description The later job. */
            other: components["schemas"]["ComparedJob"];
            /** @description URLs in the order of the earlier job, then those that only the later one has. */
            urls: components["schemas"]["ComparedUrl"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: number | null;
        };
        /** @description One of the three queues. */
        JobQueue: {
            /**
             * @description `operational`, or `stalled` when its oldest job has waited for more than 15 minutes while nothing runs.
             * @enum {string}
             */
            status: "operational" | "stalled";
            /** @description `high`, `normal` or `low`. */
            name: string;
            /** @description Jobs that no worker has started. */
            waiting_jobs: number;
            /** @description Jobs that are processed. */
            processing_jobs: number;
            /** @description Jobs that are paused. */
            paused_jobs: number;
            /** @description URLs that wait. */
            waiting_urls: number;
            /** @description URLs that are analysed now. */
            running_urls: number;
            /** @description When the oldest waiting job was queued; null when none waits. */
            oldest_waiting_since: string | null;
        };
        /** @description The queues of URL jobs; urgent jobs are at the head of `high`. */
        QueueStatus: {
            /** @description The three queues. */
            queues: components["schemas"]["JobQueue"][];
            /** @description Jobs that wait, in all queues. */
            total_waiting_jobs: number;
            /** @description Jobs that are processed, in all queues. */
            total_processing_jobs: number;
            /**
             * @description The same in words.
             * @example All 3 priority queues operational
             */
            message: string;
        };
        /** @description Jobs that a cleanup deleted, or would delete in a dry run. */
        Cleanup: {
            /** @description Whether nothing was deleted because only the numbers were asked for. */
            dry_run: boolean;
            /** @description Days that have passed since the jobs ended. */
            older_than_days: number;
            /** @description Completed jobs; pending, processing, failed and cancelled ones are not deleted. */
            jobs: number;
            /** @description URLs of these jobs, with their results. */
            urls: number;
            /** @description true: more jobs qualify than one request deletes; repeat the request. */
            has_more: boolean;
        };
        /** @description Processing of the jobs of all owners. */
        ProcessorHealth: {
            /** @description Jobs that are waiting. */
            waiting_jobs: number;
            /** @description Jobs that are processed. */
            processing_jobs: number;
            /** @description URLs that are being analysed, in all processes. */
            running_urls: number;
            /** @description Jobs whose worker has not renewed its lease for twice the lease time; another worker takes them over. */
            stuck_jobs: number;
        };
        /** @description The configured engine and its availability. */
        EngineHealth: {
            /** @description The setting `URL_ANALYSIS_ENGINE`. */
            configured: string;
            /** @description Engine of jobs that name none; null when it is not available. */
            chosen: string | null;
            /** @description Why; null when it is available. */
            reason: string;
            /** @description Whether URLs can be analysed with it. */
            available: string[];
        };
        /** @description Whether URLs can be analysed. */
        UrlHealth: {
            /**
             * @description Whether URLs can be analysed.
             * @example ok
             * @enum {string}
             */
            status: "ok";
            /** @description `operational`, or `degraded` when jobs are stuck or the configured engine is missing. */
            batch_processor: string;
            /** @description State of the database; only with an admin's key. */
            database?: string;
            /** @description State of the processing; only with an admin's key. */
            processor?: components["schemas"]["ProcessorHealth"];
            /** @description State of the engine; only with an admin's key. */
            engine?: components["schemas"]["EngineHealth"];
        };
        /** @description Percentiles of a metric, linearly interpolated. */
        MetricPercentiles: {
            /**
             * Format: double
             * @description Median.
             */
            p50: number;
            /**
             * Format: double
             * @description 75th percentile.
             */
            p75: number;
            /**
             * Format: double
             * @description 90th percentile.
             */
            p90: number;
            /**
             * Format: double
             * @description 95th percentile.
             */
            p95: number;
            /**
             * Format: double
             * @description 99th percentile.
             */
            p99: number;
            /** @description fcp_ms, lcp_ms, tbt_ms, cls, si_ms, ttfb_ms, total_bytes or duration_ms. */
            metric: string;
            /** @description Analyses that measured it. */
            count: number;
        };
        /** @description Analyses of one engine with one strategy. */
        EngineAnalytics: {
            /**
             * @description Name of the engine.
             * @enum {string}
             */
            engine: "http" | "lighthouse" | "psi";
            /**
             * @description Device that was simulated.
             * @enum {string}
             */
            strategy: "mobile" | "desktop";
            /** @description Number of analyses. */
            analyses: number;
            /** @description Percentiles by figure. */
            metrics: components["schemas"]["MetricPercentiles"][];
        };
        /** @description Number of scores in a band of ten. */
        ScoreBand: {
            /** @description performance, accessibility, best_practices, seo or http. */
            category: string;
            /**
             * @description Range of the score.
             * @example 90-100
             */
            band: string;
            /** @description Analyses in it. */
            count: number;
        };
        /** @description A host with the time to first byte of its documents, in milliseconds. */
        SlowHost: {
            /**
             * Format: double
             * @description Median time to the first byte, in milliseconds.
             */
            median_ttfb_ms: number;
            /** @description Name of the host. */
            host: string;
            /** @description Number of analyses. */
            analyses: number;
        };
        /** @description Statistics of the analyses in a timeframe; results from the cache are not counted again. */
        UrlAnalytics: {
            /**
             * Format: double
             * @description Largest relative error of the percentiles and medians: 0 when all are exact, as those of few analyses are,
             *     otherwise 0.01. Counts are exact.
             */
            relative_error: number;
            /** @description The timeframe asked for. */
            timeframe: string;
            /** @description Figures by engine and strategy. */
            engines: components["schemas"]["EngineAnalytics"][];
            /** @description Analyses by range of the score. */
            score_distribution: components["schemas"]["ScoreBand"][];
            /**
             * @description The slowest hosts, at most 10; of the 2,000 hosts of a minute, an hour or a day that have the most analyses, once
             *     these are summed up.
             */
            slowest_hosts: components["schemas"]["SlowHost"][];
        };
        /** @description One company to extract synchronously. */
        CompanyExtract: {
            /**
             * Format: double
             * @description Omits values whose confidence is lower than this, 0 to 1. Default 0: all values are included.
             * @default 0
             * @example 0.5
             */
            min_confidence?: number;
            /**
             * @description Which sources are queried, and how thoroughly. Default `standard`.
             * @default standard
             * @enum {string}
             */
            extraction_mode?: "basic" | "standard" | "comprehensive" | "contact_focused" | "financial_focused";
            /**
             * @description Country in which companies are searched first, as an ISO 3166-1 alpha-2 code; `UK` is read as `GB`. Default
             *     `US`.
             * @default US
             * @example US
             */
            country?: string;
            /**
             * @description Language of names and descriptions, as an ISO 639-1 code. Default `en`.
             * @default en
             * @example en
             */
            language?: string;
            /**
             * @description Name of the company.
             * @example OpenAI
             */
            company_name: string;
            /**
             * @description Domain of its website, when known.
             * @example openai.com
             */
            domain_hint?: string;
            /**
             * @description Time limit in seconds; after it the answer is a TIMEOUT error. Default 60.
             * @default 60
             * @example 60
             */
            timeout_seconds?: number;
        };
        /** @description What the language model cost for one piece of work, such as an item or an upload. */
        ModelUsage: {
            /**
             * Format: double
             * @description US dollars; null without `LLM_INPUT_PRICE` and `LLM_OUTPUT_PRICE`.
             */
            cost_usd: number | null;
            /** @description Questions; 0 when the answer was kept from before. */
            calls: number;
            /** @description Tokens sent. */
            input_tokens: number;
            /** @description Tokens answered. */
            output_tokens: number;
        };
        /** @description Result of a synchronous extraction. */
        CompanyExtracted: {
            /**
             * @description Always `success`; a failure is an error.
             * @enum {string}
             */
            extraction_status: "success";
            /**
             * Format: double
             * @description Seconds taken.
             */
            processing_time: number;
            /** @description The name as sent. */
            company_name: string;
            /** @description The facts found. */
            data: {
                [key: string]: unknown;
            };
            /** @description Source of each value. */
            provenance: {
                [key: string]: unknown;
            };
            /** @description Whether the facts came from the cache. */
            cached: boolean;
            /** @description What the language model cost; absent when it was not asked. */
            model_usage?: components["schemas"]["ModelUsage"];
            /** @description Sources that failed. */
            warnings: string[];
        };
        /** @description Fields that every response carries. */
        Trace: {
            /**
             * @description The route and the end of the request's id, which the header X-Trace-Id has in full.
             * @example batch_submit_def456def456
             */
            trace_id: string;
            /**
             * Format: date-time
             * @description When the answer was made.
             * @example 2024-01-15T10:30:00.000Z
             */
            timestamp: string;
        };
        /** @description One extracted company. */
        CompanyExtractedEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description The company. */
            data: components["schemas"]["CompanyExtracted"];
            /** @description Where the request is found in the log. */
            metadata: components["schemas"]["Trace"];
        };
        /** @description A source of company facts in this installation. */
        CompanySource: {
            /**
             * @description Name of the source.
             * @example wikidata
             */
            name: string;
            /** @description Whether it is asked. */
            enabled: boolean;
            /**
             * @description Name of the setting that enables the source; null when it is enabled.
             * @example CONTACT_EMAIL
             */
            needs: string | null;
        };
        /** @description State of the extraction. */
        CompanyHealth: {
            /**
             * @description Always `healthy`; 503 otherwise.
             * @example healthy
             * @enum {string}
             */
            status: "healthy";
            /** @description Sources and their state; only with an admin's key. */
            sources?: components["schemas"]["CompanySource"][];
        };
        /** @description State of the extraction. */
        CompanyHealthEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description State of the extraction. */
            data: components["schemas"]["CompanyHealth"];
            /** @description Where the request is found in the log. */
            metadata: components["schemas"]["Trace"];
        };
        /** @description Figures of a group of batches. */
        GroupStats: {
            /**
             * Format: double
             * @description Share of successes among the companies that ended, in per cent.
             */
            success_rate: number;
            /**
             * Format: double
             * @description Average seconds in processing of an ended batch; null when none has ended.
             */
            average_processing_time: number | null;
            /** @description Batches of the group. */
            batches: number;
            /** @description Companies in them. */
            companies: number;
        };
        /** @description Batches of companies created in the timeframe. */
        SystemStats: {
            /**
             * Format: double
             * @description Average seconds in processing of an ended batch; null when none has ended.
             */
            average_processing_time: number | null;
            /**
             * Format: double
             * @description Percentage of companies that succeeded, of those that succeeded or failed.
             */
            success_rate: number;
            /** @description Batches submitted. */
            total_batches: number;
            /** @description Batches that ended with at least one success. */
            completed_batches: number;
            /** @description Batches without a success. */
            failed_batches: number;
            /** @description Batches that were cancelled. */
            cancelled_batches: number;
            /** @description Batches that are queued, running or paused. */
            active_batches: number;
            /** @description Companies that succeeded or failed. */
            total_companies_processed: number;
        };
        /** @description Sizes and times of the batches of the timeframe. */
        PerformanceMetrics: {
            /**
             * Format: double
             * @description Average number of companies per batch.
             */
            average_batch_size: number;
            /**
             * Format: double
             * @description Seconds in processing of the fastest ended batch; null when none has ended.
             */
            fastest_batch_time: number | null;
            /**
             * Format: double
             * @description Seconds in processing of the slowest ended batch; null when none has ended.
             */
            slowest_batch_time: number | null;
            /**
             * Format: double
             * @description Percentage of company lookups answered from the cache, over all callers.
             */
            cache_hit_rate: number;
            /** @description Most frequent extraction mode; null when there are no batches. */
            most_common_extraction_mode: string | null;
            /** @description Most batches that were processed at once. */
            peak_concurrent_batches: number;
        };
        /** @description Load of the process. */
        ResourceUtilization: {
            /**
             * Format: double
             * @description CPU utilisation of the host in per cent.
             */
            cpu_usage: number;
            /**
             * Format: double
             * @description Memory utilisation of the host in per cent.
             */
            memory_usage: number;
            /** @description Open client connections of the process that answers. */
            active_connections: number;
            /** @description Pending companies of the batches counted here. */
            queue_size: number;
        };
        /** @description How often a class of error occurred. */
        ErrorShare: {
            /**
             * @description Class of the error.
             * @example CompanyAnalysisError
             */
            error_type: components["schemas"]["ErrorType"] | string;
            /**
             * Format: double
             * @description Percentage of all errors, including error types that are not listed.
             */
            percentage: number;
            /** @description How often it occurred. */
            count: number;
        };
        /** @description The errors of the timeframe. */
        ErrorAnalysis: {
            /** @description The most frequent error types, at most ten. */
            most_common_errors: components["schemas"]["ErrorShare"][];
        };
        /** @description Processing times of companies. */
        CompanyTimes: {
            /**
             * Format: double
             * @description Median in seconds; null when there is none.
             */
            p50: number | null;
            /**
             * Format: double
             * @description 95th percentile in seconds; null when there is none.
             */
            p95: number | null;
        };
        /** @description Batches created in one hour, or in one day when the timeframe is longer than a day. */
        CompanyStatsPoint: {
            /** @description Start of the interval, in UTC. */
            from: string;
            /** @description Batches submitted. */
            batches: number;
            /** @description Companies that succeeded. */
            succeeded: number;
            /** @description Companies that failed. */
            failed: number;
        };
        /** @description Detailed figures, only with `include_details=true`. */
        StatsDetails: {
            /** @description Figures by extraction mode. */
            by_mode: {
                [key: string]: unknown;
            };
            /** @description Figures by priority. */
            by_priority: {
                [key: string]: unknown;
            };
            /** @description Seconds per company that succeeded. */
            company_seconds: components["schemas"]["CompanyTimes"];
            /** @description Figures by time of creation; hours or days without a batch are omitted. */
            series: components["schemas"]["CompanyStatsPoint"][];
        };
        /** @description Figures of a timeframe. */
        CompanyStats: {
            /**
             * @description The timeframe asked for.
             * @example 24h
             */
            timeframe: string;
            /** @description Batches and companies. */
            system_stats: components["schemas"]["SystemStats"];
            /** @description Sizes and times of the batches. */
            performance_metrics: components["schemas"]["PerformanceMetrics"];
            /** @description Load of the process. */
            resource_utilization: components["schemas"]["ResourceUtilization"];
            /** @description The most common errors. */
            error_analysis: components["schemas"]["ErrorAnalysis"];
            /** @description Further figures; only with `include_details=true`. */
            details?: components["schemas"]["StatsDetails"];
        };
        /** @description When the figures were read, and where the request is found in the log. */
        StatsTrace: {
            /**
             * Format: date-time
             * @description When the figures were read.
             */
            generated_at: string;
            /**
             * @description The route and the end of the request's id, which the header X-Trace-Id has in full.
             * @example batch_stats_mno345mno345
             */
            trace_id: string;
        };
        /** @description Figures of a timeframe. */
        CompanyStatsEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description The figures. */
            data: components["schemas"]["CompanyStats"];
            /** @description When they were read, and where the request is found in the log. */
            metadata: components["schemas"]["StatsTrace"];
        };
        /** @description Why a company was not extracted. */
        CompanyError: {
            /**
             * @description Class of the error.
             * @example CompanyAnalysisError
             */
            type: components["schemas"]["ErrorType"] | string;
            /**
             * @description Error code.
             * @example COMPANY_NOT_FOUND
             */
            code: components["schemas"]["ErrorCode"];
            /** @description Companies that match the name when several do. */
            candidates?: {
                [key: string]: unknown;
            }[];
            /**
             * @description What is wrong, for a person.
             * @example Company not found in search results
             */
            message: string;
            /**
             * @description Further facts, by the code.
             * @example No web presence found for specified company
             */
            details: string;
            /** @description What the caller can try next; null when there is no suggestion. */
            suggestion: string | null;
        };
        /** @description Result for one company. */
        CompanyResult: {
            /**
             * @description Whether the company was extracted.
             * @enum {string}
             */
            extraction_status: "success" | "failed" | "cancelled";
            /** @description The name as submitted; `data.company_name` is the resolved name. */
            company_name: string;
            /**
             * @description Extracted facts; a value that no source states is null.
             * @example {
             *       "company_name": "OpenAI",
             *       "domain": "openai.com",
             *       "employee_count": "501-1000"
             *     }
             */
            data?: {
                [key: string]: unknown;
            };
            /** @description Why it was not; only when it failed. */
            error?: components["schemas"]["CompanyError"];
            /** @description Source of each value, with `include=provenance`. */
            provenance?: {
                [key: string]: unknown;
            };
            /** @description What the language model cost for the company, with `include=provenance`; absent when it was not asked. */
            model_usage?: components["schemas"]["ModelUsage"];
            /** @description Sources that failed for this company (`website: PARSE_TIMEOUT`) and other advice; absent when there is none. */
            warnings?: string[];
            /** @description Caller-defined name of the item. */
            ref?: string;
            /** @description Caller-defined data, returned unchanged. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description The extracted companies, counted by some of their facts. */
        CompanySummary: {
            /**
             * @description Companies by industry.
             * @example {
             *       "Technology": 12,
             *       "Unknown": 1
             *     }
             */
            industries: {
                [key: string]: number;
            };
            /**
             * @description Companies by number of employees.
             * @example {
             *       "1-50": 3,
             *       "51-200": 8,
             *       "201-1000": 7,
             *       "1000+": 5
             *     }
             */
            company_sizes: {
                [key: string]: number;
            };
            /**
             * @description Companies by country of the seat.
             * @example {
             *       "United States": 18
             *     }
             */
            countries: {
                [key: string]: number;
            };
        };
        /** @description Results of a batch. */
        CompanyResults: {
            /**
             * @description State of the batch.
             * @enum {string}
             */
            status: "queued" | "processing" | "completed" | "failed" | "cancelled" | "paused";
            /**
             * Format: double
             * @description Seconds in processing.
             */
            processing_time: number;
            /** @description Id of the batch. */
            batch_id: string;
            /** @description Companies submitted. */
            total_companies: number;
            /** @description Companies extracted. */
            successful_extractions: number;
            /** @description Companies that failed. */
            failed_extractions: number;
            /**
             * Format: date-time
             * @description When the batch ended; null before.
             */
            completed_at: string | null;
            /** @description Results in the order submitted. */
            results: components["schemas"]["CompanyResult"][];
            /** @description Totals over the successful companies only. */
            summary: components["schemas"]["CompanySummary"];
            /**
             * @description Path of the results as a file.
             * @example /api/v1/company/batch/batch_20240115_abc123/download
             */
            export_url: string;
            /** @description Always true; present only while the batch has not ended. */
            partial?: boolean;
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: number | null;
        };
        /** @description Results of a batch. */
        CompanyResultsEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description The results. */
            data: components["schemas"]["CompanyResults"];
            /** @description Where the request is found in the log. */
            metadata: components["schemas"]["Trace"];
        };
        /** @description A company name with what the caller knows about the company. */
        CompanyName: {
            /**
             * @description Name of the company.
             * @example Acme Corporation
             */
            name: string;
            /**
             * @description Domain of its website, when known.
             * @example acme.example.com
             */
            domain_hint?: string;
            /** @description The caller's own name for the item, at most 200 characters; returned in results and exports. */
            ref?: string;
            /** @description The caller's own data; returned unchanged and not interpreted. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Companies to extract. */
        CompanyBatch: {
            /**
             * Format: double
             * @description Omits values whose confidence is lower than this, 0 to 1. Default 0: all values are included.
             * @default 0
             * @example 0.5
             */
            min_confidence?: number;
            /**
             * @description 1 to 100 names of at most 200 characters each, or objects with `name` and optional `domain_hint`, `ref` and
             *     `metadata`.
             * @example [
             *       "OpenAI",
             *       "Microsoft",
             *       "Google",
             *       "Tesla"
             *     ]
             */
            company_names: (string | components["schemas"]["CompanyName"])[];
            /**
             * @description Companies extracted concurrently, 1 to 20. Default 5.
             * @default 5
             * @example 5
             */
            max_concurrent?: number;
            /**
             * @description Time limit for one company in seconds, 30 to 600. Default 300.
             * @default 300
             * @example 300
             */
            timeout_seconds?: number;
            /**
             * @description Priority of the batch in the queue. Default `normal`.
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Domains by company name as listed in `company_names`; at most 100 entries.
             * @example {
             *       "Acme Corporation": "acme.example.com"
             *     }
             */
            domain_hints?: {
                [key: string]: string;
            };
            /**
             * @description Which sources are queried, and how thoroughly. Default `standard`.
             * @default standard
             * @enum {string}
             */
            extraction_mode?: "basic" | "standard" | "comprehensive" | "contact_focused" | "financial_focused";
            /**
             * @description Country in which companies are searched first, as an ISO 3166-1 alpha-2 code; `UK` is read as `GB`. Default
             *     `US`.
             * @default US
             * @example US
             */
            country?: string;
            /**
             * @description Language of names and descriptions, as an ISO 639-1 code. Default `en`.
             * @default en
             * @example en
             */
            language?: string;
            /**
             * @description Whether results include failed companies unless the request says otherwise. Default true.
             * @default true
             */
            include_failed_results?: boolean;
            /**
             * @description Format of downloads unless the request says otherwise. Default `json`.
             * @default json
             * @enum {string}
             */
            export_format?: "json" | "csv" | "excel";
            /**
             * @description Tokens that the language model may cost in the batch, where one is configured; 0: it is not asked. Default
             *     `LLM_BATCH_TOKENS`, which is also the most.
             * @example 200000
             */
            max_model_tokens?: number;
            /**
             * @description Questions that the batch may ask of each provider that is paid by the question (Brave Search, People Data Labs).
             *     Default: no limit.
             * @example 50
             */
            max_provider_calls?: number;
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Paid questions of a batch to one provider. */
        Spending: {
            /**
             * Format: double
             * @description The same in US dollars; null without prices, and for providers whose prices this service does not know.
             */
            cost_usd: number | null;
            /**
             * @description Who is asked: `model`, `brave`, `people_data_labs` for companies or `pdl` for profiles.
             * @example people_data_labs
             */
            provider: string;
            /** @description Questions: asked so far, or in a preview the most that can be asked without repeated attempts. */
            calls: number;
            /** @description Tokens: used so far, or in a preview the most that can be used; 0 for providers without. */
            tokens: number;
            /** @description Most questions that the batch may ask; null without a limit. */
            calls_limit: number | null;
            /** @description Most tokens that the batch may use; null for providers without. */
            tokens_limit: number | null;
        };
        /** @description Dry-run result for one company. */
        CompanyVerdict: {
            /** @description Position in `company_names`. */
            index: number;
            /**
             * @description The name as sent.
             * @example OpenAI
             */
            company_name: string;
            /** @description Whether it can be submitted. */
            valid: boolean;
        };
        /** @description Acknowledgement of a submission. */
        CompanySubmitted: {
            /**
             * @description `queued`; `valid` in a dry run.
             * @example queued
             * @enum {string}
             */
            status: "queued" | "valid";
            /**
             * Format: double
             * @description Estimated seconds for the batch, from the times that companies of this mode took before.
             * @example 450.5
             */
            estimated_processing_time: number;
            /**
             * @description Priority of the batch.
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * @description Id of the batch; null in a dry run.
             * @example batch_20240115_abc123xyz7
             */
            batch_id: string | null;
            /**
             * @description What happened, for a person.
             * @example Batch submitted successfully
             */
            message: string;
            /**
             * @description Companies submitted.
             * @example 25
             */
            total_companies: number;
            /**
             * Format: date-time
             * @description When the batch was submitted.
             */
            created_at: string;
            /** @description Advice on the submission, and sources that this installation does not query. */
            warnings: string[];
            /** @description Only in a dry run. */
            validate_only?: boolean;
            /** @description What the batch can cost at most, by whom is asked; only in a dry run. */
            spending_preview?: components["schemas"]["Spending"][];
            /** @description Result of the validation of every company; only in a dry run. */
            valid?: components["schemas"]["CompanyVerdict"][];
        };
        /** @description The submitted batch, or the verdicts of a dry run. */
        CompanySubmittedEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description The batch, or the verdicts of a dry run. */
            data: components["schemas"]["CompanySubmitted"];
            /** @description Where the request is found in the log. */
            metadata: components["schemas"]["Trace"];
        };
        /** @description How far a batch is. */
        CompanyProgress: {
            /**
             * Format: double
             * @description Share of the companies that have ended, in per cent.
             * @example 68
             */
            completion_percentage: number;
            /**
             * @description What most of the batch is doing.
             * @enum {string}
             */
            current_phase: "queued" | "search" | "extraction" | "aggregation" | "export" | "done";
            /**
             * @description Companies submitted.
             * @example 25
             */
            total_companies: number;
            /** @description Companies that succeeded. */
            completed: number;
            /** @description Companies that failed. */
            failed: number;
            /** @description Companies that were waiting or running when the batch was cancelled. */
            cancelled: number;
            /** @description Companies that are pending or running; 0 once the batch has ended. */
            remaining: number;
        };
        /** @description Status and progress of a batch. */
        CompanyStatus: {
            /**
             * @description State of the batch.
             * @enum {string}
             */
            status: "queued" | "processing" | "completed" | "failed" | "cancelled" | "paused";
            /**
             * Format: double
             * @description Seconds in processing; queued and paused time does not count.
             */
            processing_time: number;
            /**
             * @description Priority of the batch.
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * @description How much is looked up.
             * @enum {string}
             */
            extraction_mode: "basic" | "standard" | "comprehensive" | "contact_focused" | "financial_focused";
            /**
             * @description Format of the results unless another is asked for.
             * @enum {string}
             */
            export_format: "json" | "csv" | "excel";
            /** @description Id of the batch. */
            batch_id: string;
            /** @description How far the batch is. */
            progress: components["schemas"]["CompanyProgress"];
            /**
             * Format: date-time
             * @description When the batch was submitted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When processing started; null while queued.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description Estimated time of completion; null when unknown, paused or ended.
             */
            estimated_completion: string | null;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            last_update: string;
        };
        /** @description State of a batch. */
        CompanyStatusEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description State of the batch. */
            data: components["schemas"]["CompanyStatus"];
            /** @description Where the request is found in the log. */
            metadata: components["schemas"]["Trace"];
        };
        /** @description Paid questions of a batch so far. */
        CompanySpending: {
            /** @description Id of the batch. */
            batch_id: string;
            /** @description One entry for each that is paid by the question, whether it was asked or not. */
            spending: components["schemas"]["Spending"][];
        };
        /** @description What a batch has spent. */
        CompanySpendingEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description Paid questions so far. */
            data: components["schemas"]["CompanySpending"];
            /** @description Where the request is found in the log. */
            metadata: components["schemas"]["Trace"];
        };
        /** @description The batch that was deleted. */
        CompanyDeleted: {
            /** @description Id of the deleted batch. */
            batch_id: string;
            /** @description Always true. */
            deleted: boolean;
        };
        /** @description The batch that was deleted. */
        CompanyDeletedEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description What was deleted. */
            data: components["schemas"]["CompanyDeleted"];
            /** @description Where the request is found in the log. */
            metadata: components["schemas"]["Trace"];
        };
        /** @description Selects the ended items that run again. Without any field: the failed and the cancelled ones. */
        Retry: {
            /**
             * @description States of the items; without it failed and cancelled items, or those of any state if `indexes` or `inputs` are
             *     given.
             * @example [
             *       "failed"
             *     ]
             */
            statuses?: ("failed" | "cancelled" | "succeeded")[];
            /**
             * @description Only items with one of these error codes, at most 50.
             * @example [
             *       "TIMEOUT"
             *     ]
             */
            codes?: ("MALFORMED_JSON" | "MALFORMED_REQUEST" | "AMBIGUOUS_CREDENTIALS" | "INVALID_IDEMPOTENCY_KEY" | "INVALID_LAST_EVENT_ID" | "BATCH_TOO_LARGE" | "UNAUTHORIZED" | "FORBIDDEN" | "CROSS_ORIGIN_REFUSED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "NOT_ACCEPTABLE" | "REQUEST_TIMEOUT" | "CONFLICT" | "BATCH_NOT_COMPLETED" | "BATCH_NOT_TERMINAL" | "BATCH_NOT_CANCELLABLE" | "BATCH_TERMINAL" | "BATCH_SEALED" | "PART_CONFLICT" | "SEAL_COUNT_MISMATCH" | "BATCH_NOT_RETRYABLE" | "ATOMIC_BATCH_FAILED" | "IDEMPOTENCY_IN_PROGRESS" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "VALIDATION_ERROR" | "FILE_REJECTED" | "IDEMPOTENCY_KEY_REUSED" | "RATE_LIMITED" | "TOO_MANY_ACTIVE_BATCHES" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "NOT_CONFIGURED" | "DATABASE_UNAVAILABLE" | "STORAGE_UNAVAILABLE" | "QUEUE_FULL" | "OVERLOADED" | "SHUTTING_DOWN" | "INVALID_ROW" | "PERMISSION_DENIED" | "ROLLED_BACK" | "CONFLICT_RETRY_EXHAUSTED" | "CANCELLED" | "TIMEOUT" | "SAVE_FAILED" | "WORKER_CRASHED" | "BATCH_DEADLINE" | "TARGET_NOT_ALLOWED" | "DNS_FAILURE" | "CONNECT_FAILED" | "CONNECT_TIMEOUT" | "TLS_ERROR" | "HEADERS_TIMEOUT" | "TOO_SLOW" | "INCOMPLETE_BODY" | "BODY_TOO_LARGE" | "DECODED_TOO_LARGE" | "ENCODING_NOT_ALLOWED" | "TOO_MANY_REDIRECTS" | "REDIRECT_NOT_ALLOWED" | "PROTOCOL_ERROR" | "HTTP_ERROR" | "FETCH_BLOCKED" | "PARSE_TIMEOUT" | "PARSE_ERROR" | "PROVIDER_AUTH" | "PROVIDER_UNAVAILABLE" | "PROVIDER_RATE_LIMITED" | "PROVIDER_NOT_CONFIGURED" | "COMPANY_NOT_FOUND" | "COMPANY_AMBIGUOUS" | "COMPANY_UNCONFIRMED" | "DOMAIN_HINT_INVALID" | "DUPLICATE_ID" | "RESERVED_FIELD" | "UNKNOWN_FIELD" | "PROFILE_NOT_FOUND" | "PROFILE_PRIVATE" | "ARCHIVE_REJECTED" | "SPENDING_LIMIT_REACHED" | "URL_UNREACHABLE" | "ANALYSIS_FAILED")[];
            /**
             * @description Only items at these zero-based positions, at most 10,000.
             * @example [
             *       0,
             *       7
             *     ]
             */
            indexes?: number[];
            /**
             * @description Corrected inputs by index; these items are selected too and run again with them.
             * @example {
             *       "7": {
             *         "url": "https://example.com"
             *       }
             *     }
             */
            inputs?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            } | null;
        };
        /** @description Status of a batch after a retry. */
        CompanyRetried: {
            /**
             * @description State of the batch.
             * @enum {string}
             */
            status: "queued" | "processing" | "completed" | "failed" | "cancelled" | "paused";
            /**
             * Format: double
             * @description Seconds in processing; queued and paused time does not count.
             */
            processing_time: number;
            /**
             * @description Priority of the batch.
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * @description How much is looked up.
             * @enum {string}
             */
            extraction_mode: "basic" | "standard" | "comprehensive" | "contact_focused" | "financial_focused";
            /**
             * @description Format of the results unless another is asked for.
             * @enum {string}
             */
            export_format: "json" | "csv" | "excel";
            /** @description Id of the batch. */
            batch_id: string;
            /** @description How far the batch is. */
            progress: components["schemas"]["CompanyProgress"];
            /**
             * Format: date-time
             * @description When the batch was submitted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When processing started; null while queued.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description Estimated time of completion; null when unknown, paused or ended.
             */
            estimated_completion: string | null;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            last_update: string;
            /** @description Number of companies that are pending again. */
            retried: number;
        };
        /** @description State of a batch of which companies run again. */
        CompanyRetriedEnvelope: {
            /** @description Always true; errors have another body. */
            success: boolean;
            /** @description State of the batch, and how many companies run again. */
            data: components["schemas"]["CompanyRetried"];
            /** @description Where the request is found in the log. */
            metadata: components["schemas"]["Trace"];
        };
        /** @description One profile to ingest. */
        ProfileItem: {
            /**
             * @description The role that the profile is expected to hold; a mismatch is a warning.
             * @enum {string}
             */
            suggested_role: "CTO" | "CIO" | "CISO";
            /**
             * @description Address of the member's page. Country and mobile hosts, locales and query are accepted; company pages are not.
             * @example https://www.linkedin.com/in/username1/
             */
            linkedin_url: string;
            /**
             * @description Name shown instead of the name in the source.
             * @example Optional Name
             */
            name?: string;
            /**
             * @description Whether the companies of the work history are processed too. Default true.
             * @default true
             */
            include_companies?: boolean;
            /** @description The caller's own name for the item, at most 200 characters; returned in results and exports. */
            ref?: string;
            /** @description The caller's own data; returned in results and exports, not interpreted. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Profiles to ingest. */
        ProfileBatch: {
            /**
             * @description Profiles processed concurrently, 1 to 5. Default 3.
             * @default 3
             * @example 3
             */
            max_concurrent?: number;
            /** @description 1 to 10 profiles. */
            profiles: components["schemas"]["ProfileItem"][];
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description Questions that the batch may ask of each provider that is paid by the question: People Data Labs for profiles,
             *     Brave Search for their companies. Default: no limit.
             * @example 50
             */
            max_provider_calls?: number;
            /**
             * @description Tokens that the language model may cost for the companies of the batch, where one is configured; at most
             *     `LLM_BATCH_TOKENS`. Default 0: it is not asked.
             * @default 0
             * @example 200000
             */
            max_model_tokens?: number;
        };
        /** @description A stored profile, or the reason why it was not stored (then `id` is empty and only `pipeline_metadata` has details). */
        ProfileRow: {
            /**
             * @description Id of the profile; empty when it failed.
             * @example 5f2c7a0d-9b1e-8f6a-8c3d-2e1f0a9b8c7d
             */
            id: string;
            /**
             * @description Name of the person.
             * @example Profile Name
             */
            name: string;
            /**
             * @description Address as submitted.
             * @example https://www.linkedin.com/in/username1/
             */
            url: string;
            /**
             * @description Current position.
             * @example Chief Technology Officer
             */
            position: string;
            /** @description Text about the person. */
            about: string;
            /** @description Work history. */
            experience?: Record<string, never>[];
            /** @description Education. */
            education?: Record<string, never>[];
            /** @description Certificates. */
            certifications?: Record<string, never>[];
            /** @description Companies of the work history, each with at least `id` and `company_name`. */
            companies_processed?: Record<string, never>[];
            /** @description `pipeline_id`, `companies_found`, `has_embeddings`, `processing_time`; for a failed profile `status` and `errors`. */
            pipeline_metadata: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When the row was made.
             * @example 2023-12-07T10:30:00Z
             */
            created_at: string;
            /** @description The `ref` of the submitted item. */
            ref?: string;
            /** @description The `metadata` of the submitted item. */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description Results of a batch of profiles. */
        ProfileBatchResult: {
            /**
             * Format: double
             * @description Seconds from its start to its end, or until now.
             * @example 15.3
             */
            processing_time_seconds?: number;
            /**
             * @description Status of the batch; in every 202 response and in the status route.
             * @enum {string}
             */
            status?: "pending" | "processing" | "paused" | "completed" | "partial" | "failed" | "cancelled";
            /** @description Id of the batch; null in a dry run. */
            batch_id: string | null;
            /**
             * @description Profiles submitted.
             * @example 2
             */
            total_requested: number;
            /**
             * @description Profiles ingested.
             * @example 1
             */
            successful: number;
            /**
             * @description Profiles that failed.
             * @example 1
             */
            failed: number;
            /** @description Profiles that have ended, in the order of the request. */
            results: components["schemas"]["ProfileRow"][];
            /**
             * Format: date-time
             * @description When the batch started.
             * @example 2023-12-07T10:30:00Z
             */
            started_at?: string;
            /**
             * Format: date-time
             * @description When the batch ended; null until then.
             */
            completed_at?: string | null;
            /** @description Address of the status route; in every 202 response and in the status route. */
            status_url?: string;
            /** @description Only in a dry run. */
            validate_only?: boolean;
            /** @description Only in a dry run: the result of the validation of every profile. */
            valid?: Record<string, never>[];
            /** @description Only in a dry run: whom the batch would ask for money, and how much that can be at most. */
            spending_preview?: components["schemas"]["Spending"][];
        };
        /** @description Paid questions of a batch so far. */
        ProfileSpending: {
            /** @description Id of the batch. */
            batch_id: string;
            /** @description One entry for each that is paid by the question, whether it was asked or not. */
            spending: components["schemas"]["Spending"][];
        };
        /** @description Numbers of profiles in the batches created in the timeframe. */
        ProfileTotals: {
            /**
             * Format: double
             * @description Percentage of profiles that succeeded, of those that succeeded or failed.
             */
            success_rate: number;
            /** @description Profiles submitted. */
            total: number;
            /** @description Profiles ingested. */
            succeeded: number;
            /** @description Profiles that failed. */
            failed: number;
        };
        /** @description Milliseconds from start to end of a profile; null when none ended. */
        ProfileTimes: {
            /**
             * Format: double
             * @description Mean; null when there is none.
             */
            average: number | null;
            /**
             * Format: double
             * @description Median; null when there is none.
             */
            median: number | null;
            /**
             * Format: double
             * @description 95th percentile; null when there is none.
             */
            p95: number | null;
            /**
             * Format: double
             * @description Longest; null when there is none.
             */
            slowest: number | null;
        };
        /** @description Statistics of the profiles with one suggested role. */
        RoleFigures: {
            /**
             * @description The suggested role.
             * @example CTO
             * @enum {string}
             */
            role: "CTO" | "CIO" | "CISO";
            /**
             * Format: double
             * @description Share of successes among those that ended, in per cent.
             */
            success_rate: number;
            /** @description Profiles submitted. */
            total: number;
            /** @description Profiles ingested. */
            succeeded: number;
            /** @description Profiles that failed. */
            failed: number;
            /** @description How many titles matched the role exactly, nearly or not. */
            matches: {
                [key: string]: unknown;
            };
        };
        /** @description Statistics of the requests to one provider. */
        ProviderFigures: {
            /**
             * Format: double
             * @description Percentage of requests that found a profile.
             */
            success_rate: number;
            /**
             * Format: double
             * @description Average response time in milliseconds, over the profiles that succeeded; null when there are none.
             */
            average_ms: number | null;
            /**
             * @description Name of the provider.
             * @example archive
             */
            provider: string;
            /** @description Times it was asked. */
            asked: number;
            /** @description Profiles it had. */
            found: number;
            /** @description Profiles it did not have. */
            not_found: number;
            /** @description Times it failed. */
            failed: number;
        };
        /** @description How many profiles failed with an error code. */
        ProfileErrorFigures: {
            /**
             * @description Error code.
             * @example PROFILE_NOT_FOUND
             */
            code: components["schemas"]["ErrorCode"];
            /** @description How often it occurred. */
            count: number;
        };
        /** @description Statistics of profile batches. */
        ProfileAnalytics: {
            /** @description The timeframe asked for. */
            timeframe: string;
            /** @description Numbers of profiles. */
            profiles: components["schemas"]["ProfileTotals"];
            /** @description Times of the profiles in milliseconds. */
            processing_ms: components["schemas"]["ProfileTimes"];
            /** @description Figures by suggested role. */
            roles: components["schemas"]["RoleFigures"][];
            /** @description Figures by provider. */
            providers: components["schemas"]["ProviderFigures"][];
            /** @description The most common errors. */
            errors: components["schemas"]["ProfileErrorFigures"][];
        };
        /** @description Searches profiles by a text, or by another profile. */
        ProfileSearch: {
            /**
             * Format: double
             * @description Minimum similarity of a hit, -1 to 1.
             */
            min_similarity?: number;
            /**
             * Format: uuid
             * @description Id of a profile; searches similar profiles instead of using a query.
             */
            profile_id?: string;
            /**
             * @description Only profiles with this suggested role.
             * @enum {string}
             */
            role?: "CTO" | "CIO" | "CISO";
            /** @description Only profiles of people who worked at a company whose name contains this text. */
            company?: string;
            /**
             * @description Text to search for.
             * @example CTO with experience in payments
             */
            query?: string;
            /**
             * @description Maximum number of hits.
             * @default 10
             */
            k?: number;
        };
        /** @description A matching profile. */
        ProfileHit: {
            /**
             * Format: double
             * @description Cosine similarity, -1 to 1.
             * @example 0.7312
             */
            similarity: number;
            /**
             * @description The role it was submitted with.
             * @enum {string}
             */
            suggested_role: "CTO" | "CIO" | "CISO";
            /** @description Id of the profile. */
            profile_id: string;
            /** @description Name of the person. */
            name: string | null;
            /** @description Address of the profile. */
            url: string;
            /** @description Current position. */
            position: string | null;
        };
        /** @description Matching profiles, the most similar first. */
        ProfileHits: {
            /**
             * @description How the hits were ranked. `cosine`: by the similarity of the vectors alone. `cosine_rare_words`: by that similarity
             *     to a query whose words count the more the rarer they are among what is searched (the local model, for texts, once
             *     20 are stored). `cosine_then_words`: so, and of the 50 nearest those first whose texts have the words of the query
             *     (companies).
             * @enum {string}
             */
            ranking: "cosine" | "cosine_rare_words" | "cosine_then_words";
            /** @description The most similar profiles first. */
            results: components["schemas"]["ProfileHit"][];
            /**
             * @description Model whose vectors were compared; vectors of other models are never included.
             * @example hash-v1
             */
            embedding_model: string;
            /** @description Whether the model compares meaning; false: it compares words only. */
            semantic: boolean;
        };
        /** @description Searches companies by a text, or by another company. */
        CompanySearch: {
            /**
             * Format: double
             * @description Minimum similarity of a hit, -1 to 1.
             */
            min_similarity?: number;
            /**
             * Format: uuid
             * @description Id of a company; searches similar companies instead of using a query.
             */
            company_id?: string;
            /** @description Only companies whose industry or sector contains this text. */
            industry?: string;
            /**
             * @description Text to search for.
             * @example CTO with experience in payments
             */
            query?: string;
            /**
             * @description Maximum number of hits.
             * @default 10
             */
            k?: number;
        };
        /** @description A matching company. */
        CompanyHit: {
            /**
             * Format: double
             * @description Cosine similarity, -1 to 1.
             * @example 0.7312
             */
            similarity: number;
            /** @description Id of the company. */
            company_id: string;
            /** @description Name of the company. */
            company_name: string;
            /** @description Domain of its website. */
            domain: string | null;
            /** @description Industry. */
            industry: string | null;
            /** @description Description. */
            description: string | null;
        };
        /** @description Matching companies, in the order that `ranking` says. */
        CompanyHits: {
            /**
             * @description How the hits were ranked. `cosine`: by the similarity of the vectors alone. `cosine_rare_words`: by that similarity
             *     to a query whose words count the more the rarer they are among what is searched (the local model, for texts, once
             *     20 are stored). `cosine_then_words`: so, and of the 50 nearest those first whose texts have the words of the query
             *     (companies).
             * @enum {string}
             */
            ranking: "cosine" | "cosine_rare_words" | "cosine_then_words";
            /** @description The companies in that order. */
            results: components["schemas"]["CompanyHit"][];
            /**
             * @description Model whose vectors were compared; vectors of other models are never included.
             * @example hash-v1
             */
            embedding_model: string;
            /** @description Whether the model compares meaning; false: it compares words only. */
            semantic: boolean;
        };
        /** @description An upload: the address and the files. */
        ImportRequest: {
            /** @description A LinkedIn data export as ZIP or CSV files, or one JSON Resume. */
            files: string[];
            /** @description Address that the import is bound to; may be omitted when a JSON Resume names it. */
            linkedin_url?: string;
        };
        /** @description Result of an import. */
        Imported: {
            /**
             * @description Address of the profile.
             * @example https://www.linkedin.com/in/username1/
             */
            url: string;
            /**
             * @description `linkedin_export`, `json_resume` or `cv_text`.
             * @example linkedin_export
             */
            format: string;
            /** @description Names of the files that were read. */
            files: string[];
            /** @description Name of the person. */
            full_name: string | null;
            /** @description Current position. */
            position: string | null;
            /** @description Number of positions, schools and so on that were read. */
            counts: {
                [key: string]: unknown;
            };
            /** @description What was not imported, and why. */
            warnings: string[];
            /** @description What the language model cost; only of a CV. */
            model_usage?: components["schemas"]["ModelUsage"];
            /**
             * Format: date-time
             * @description When it was imported.
             */
            imported_at: string;
        };
        /** @description How well the titles match the suggested role. */
        RoleMatch: {
            /**
             * @description The role of that title.
             * @enum {string}
             */
            role: "CTO" | "CIO" | "CISO";
            /**
             * Format: double
             * @description Confidence from 0 to 1.
             */
            confidence: number;
            /**
             * @description `exact`, `near` or `none`.
             * @example exact
             */
            match: string;
            /** @description The title in the work history. */
            title: string | null;
            /** @description Whether the person holds it now. */
            current: boolean;
        };
        /** @description A stored profile. */
        ProfileSummary: {
            /**
             * @description The role it was submitted with.
             * @enum {string}
             */
            suggested_role: "CTO" | "CIO" | "CISO";
            /**
             * @description Id of the profile.
             * @example 5f2c7a0d-9b1e-8f6a-8c3d-2e1f0a9b8c7d
             */
            id: string;
            /**
             * @description Address of the profile.
             * @example https://www.linkedin.com/in/username1/
             */
            url: string;
            /** @description Name of the person. */
            name: string | null;
            /** @description Current position. */
            position: string | null;
            /** @description How the work history matches the role. */
            role_match: components["schemas"]["RoleMatch"];
            /** @description Source, time, confidence and lawful basis. */
            provenance: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first stored.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last stored.
             */
            updated_at: string;
        };
        /** @description A page of profiles, newest first. */
        ProfileList: {
            /** @description The profiles of the page. */
            results: components["schemas"]["ProfileSummary"][];
            /** @description Value of `cursor` for the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description Number of records that an erasure deleted. */
        Erased: {
            /**
             * @description Profiles erased.
             * @example 1
             */
            profiles: number;
            /** @description Number of imports. */
            archives: number;
            /** @description Number of batch items from which address, name and result were removed. */
            results: number;
        };
        /** @description A stored profile with all details. */
        ProfileDetail: {
            /**
             * @description The role it was submitted with.
             * @enum {string}
             */
            suggested_role: "CTO" | "CIO" | "CISO";
            /**
             * @description Id of the profile.
             * @example 5f2c7a0d-9b1e-8f6a-8c3d-2e1f0a9b8c7d
             */
            id: string;
            /**
             * @description Address of the profile.
             * @example https://www.linkedin.com/in/username1/
             */
            url: string;
            /** @description Name of the person. */
            name: string | null;
            /** @description Current position. */
            position: string | null;
            /** @description How the work history matches the role. */
            role_match: components["schemas"]["RoleMatch"];
            /** @description Source, time, confidence and lawful basis. */
            provenance: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first stored.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last stored.
             */
            updated_at: string;
            /** @description Text about the person. */
            about: string | null;
            /** @description Headline of the profile. */
            headline: string | null;
            /** @description Where the person is. */
            location: string | null;
            /** @description Work history. */
            experience: Record<string, never>[];
            /** @description Education. */
            education: Record<string, never>[];
            /** @description Certificates. */
            certifications: Record<string, never>[];
            /** @description Skills. */
            skills: string[];
            /** @description Languages. */
            languages: string[];
            /** @description Companies of the work history, with the titles held there and the facts from company extraction. */
            companies: Record<string, never>[];
            /** @description Until when the profile is retained. */
            retention: string;
        };
        /** @description The envelope of a batch of any kind: all fields except its items. */
        SubmitEnvelope: {
            /**
             * @description The kind of the batch, which determines the fields of its items and options.
             * @enum {string}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description Options of the kind; the kind's defaults when omitted.
             * @example {
             *       "strict": false
             *     }
             */
            options?: {
                [key: string]: unknown;
            };
            /**
             * @description Most items that run at once, over all processes: 1 to the maximum of the kind; the kind's default when omitted.
             * @example 5
             */
            max_concurrent?: number;
            /**
             * @description Time limit of one item in seconds: 1 to the maximum of the kind; the kind's default when omitted.
             * @example 60
             */
            timeout_seconds?: number;
            /**
             * @description true: all items or none, in one transaction; then at most 5,000 items. Default false.
             * @default false
             */
            atomic?: boolean;
            /**
             * @description Order in which waiting batches run; without effect on a batch that runs within its request. Default `normal`.
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description A batch of any kind as JSON. */
        SubmitBatch: {
            /**
             * @description The kind of the batch, which determines the fields of its items and options.
             * @enum {string}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description 1 to 10,000 items with the fields of the kind's own route, each with an optional `ref` and `metadata`.
             * @example [
             *       {
             *         "id": "contact-001",
             *         "data": {
             *           "name": "Ana Souza",
             *           "email": "ana@example.com"
             *         }
             *       }
             *     ]
             */
            items: (components["schemas"]["OperationsKindItem"] | components["schemas"]["ContactAnalysisKindItem"] | components["schemas"]["UrlAnalysisKindItem"] | components["schemas"]["CompanyExtractionKindItem"] | components["schemas"]["ProfileIngestionKindItem"])[];
            /**
             * @description Options of the kind; the kind's defaults when omitted.
             * @example {
             *       "strict": false
             *     }
             */
            options?: {
                [key: string]: unknown;
            } | components["schemas"]["OperationsKindOptions"] | components["schemas"]["ContactAnalysisKindOptions"] | components["schemas"]["UrlAnalysisKindOptions"] | components["schemas"]["CompanyExtractionKindOptions"] | components["schemas"]["ProfileIngestionKindOptions"];
            /**
             * @description Most items that run at once, over all processes: 1 to the maximum of the kind; the kind's default when omitted.
             * @example 5
             */
            max_concurrent?: number;
            /**
             * @description Time limit of one item in seconds: 1 to the maximum of the kind; the kind's default when omitted.
             * @example 60
             */
            timeout_seconds?: number;
            /**
             * @description true: all items or none, in one transaction; then at most 5,000 items. Default false.
             * @default false
             */
            atomic?: boolean;
            /**
             * @description Order in which waiting batches run; without effect on a batch that runs within its request. Default `normal`.
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
        };
        /** @description The result of a dry run for one item. */
        Verdict: {
            /** @description Zero-based position in the submission. */
            index: number;
            /** @description Whether the item would succeed, as far as can be foreseen. */
            valid: boolean;
            /** @description Why the item would fail; null when no error is foreseeable without running it. */
            error: components["schemas"]["ItemError"] | null;
            /**
             * @description Line of the file at which its row begins, or row of the sheet; from 1. Only for a file.
             * @example 2
             */
            line?: number;
        };
        /** @description Where the values of a column of a file go. */
        ImportColumn: {
            /**
             * @description Its header; of several with the same header the later ones have a number behind it.
             * @example Website
             */
            name: string;
            /**
             * @description Path of the field that it fills; null when it fills none.
             * @example url
             */
            field: string | null;
            /**
             * @description The conversions of its values, in order.
             * @example [
             *       "text"
             *     ]
             */
            convert: string[];
            /** @description Whether this was guessed from its name and not said by the caller. */
            guessed: boolean;
            /** @description Whether its values are kept in the `metadata` of the items. */
            metadata: boolean;
        };
        /** @description Where all columns go, in the form in which a caller can send it again. */
        ImportMapping: {
            /**
             * @description By column: the field with its conversions; null for a column of no field.
             * @example {
             *       "Website": {
             *         "field": "url",
             *         "convert": [
             *           "text"
             *         ]
             *       },
             *       "Note": null
             *     }
             */
            columns: {
                [key: string]: {
                    [key: string]: unknown;
                } | null;
            };
            /**
             * @description Values of fields that every item has, by the path of the field.
             * @example {}
             */
            fixed: {
                [key: string]: unknown;
            };
        };
        /** @description What is wrong with a cell, or with a row. */
        RowError: {
            /**
             * @description Line of the file at which the row begins, or row of the sheet; from 1.
             * @example 17
             */
            line: number;
            /**
             * @description Column of the file; null when no single one is at fault.
             * @example Website
             */
            column: string | null;
            /**
             * @description Path of the field in the item.
             * @example url
             */
            field: string;
            /**
             * @description What is wrong with it.
             * @example must be a URL
             */
            message: string;
            /** @description The rejected value, of any type, cut at 200 characters. */
            invalid_value: unknown;
            /**
             * @description Kind of the fault, for programs.
             * @example url_parsing
             */
            error_type: string;
        };
        /** @description Rows that did not become items as they stand. */
        ReportedRows: {
            /**
             * @description Number of rows.
             * @example 2
             */
            count: number;
            /**
             * @description The line of each of them.
             * @example [
             *       17,
             *       903
             *     ]
             */
            lines: number[];
            /** @description What is wrong with the first hundred or so. */
            errors: components["schemas"]["RowError"][];
        };
        /** @description How a file was read, and what became of its rows. */
        Import: {
            /**
             * @description Format of the file.
             * @enum {string}
             */
            format: "csv" | "ndjson" | "xlsx";
            /**
             * @description Encoding of its text; null for a workbook.
             * @enum {string|null}
             */
            encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | null;
            /**
             * @description Separator of a CSV file; null for other formats.
             * @enum {string|null}
             */
            delimiter: "," | ";" | "tab" | "|" | null;
            /**
             * @description What was to become of rows that are no valid items.
             * @enum {string}
             */
            on_invalid: "refuse" | "skip" | "fail_items";
            /** @description Name of the sheet of a workbook; null for other formats. */
            sheet: string | null;
            /**
             * @description Rows below the header that are not empty.
             * @example 1000
             */
            rows: number;
            /**
             * @description Items that they became.
             * @example 998
             */
            imported: number;
            /** @description Its columns, in order. */
            columns: components["schemas"]["ImportColumn"][];
            /** @description The same as a mapping that can be sent again. */
            mapping: components["schemas"]["ImportMapping"];
            /** @description Rows that were left out, with `on_invalid=skip`. */
            skipped: components["schemas"]["ReportedRows"];
            /** @description Rows that are recorded as failed items with the code INVALID_ROW, with `on_invalid=fail_items`. */
            failed: components["schemas"]["ReportedRows"];
        };
        /** @description The result of a dry run; nothing was stored. Items that do not pass validation cause a VALIDATION_ERROR instead; rows of a file that are no valid items have the verdict INVALID_ROW, whatever `on_invalid` says. */
        DryRun: {
            /** @description Whether all items are valid. */
            valid: boolean;
            /**
             * @description Items submitted.
             * @example 2
             */
            total: number;
            /**
             * @description One entry per item, in order, or for every row of a file; null for `application/x-ndjson` with an envelope, whose
             *     lines are only validated.
             */
            items: components["schemas"]["Verdict"][] | null;
            /** @description How the file would be read; only for a file. */
            import?: components["schemas"]["Import"];
        };
        /** @description Number of items by state; `total` is always the sum of the others. */
        Counters: {
            /**
             * @description All items.
             * @example 3
             */
            total: number;
            /**
             * @description Items that wait.
             * @example 0
             */
            pending: number;
            /**
             * @description Items that run.
             * @example 0
             */
            running: number;
            /**
             * @description Items that succeeded.
             * @example 2
             */
            succeeded: number;
            /**
             * @description Items that failed.
             * @example 1
             */
            failed: number;
            /**
             * @description Items that were cancelled.
             * @example 0
             */
            cancelled: number;
        };
        /** @description A batch that was stored; one that came as a file says how that was read. */
        SubmittedBatch: {
            /**
             * @description What its items are.
             * @enum {string}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description Final states: `completed` = every item succeeded, `failed` = none did, `partial` = some did, `cancelled`.
             * @enum {string}
             */
            status: "pending" | "processing" | "paused" | "completed" | "partial" | "failed" | "cancelled";
            /**
             * @description Order in which waiting batches run.
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * Format: double
             * @description Share of the items that have ended, in per cent with two decimals.
             * @example 100
             */
            progress: number;
            /**
             * Format: double
             * @description Share of successes among the items that succeeded or failed, in per cent with two decimals; 0 when there are none.
             * @example 66.67
             */
            success_rate: number;
            /**
             * Format: double
             * @description Items that ended per second during the last 5 minutes; null in lists, and until three items have ended.
             */
            rate_per_second: number | null;
            /** @description How the file was read; only for a batch that came as one. */
            import?: components["schemas"]["Import"];
            /**
             * @description Public id: an integer, a UUID or `batch_YYYYMMDD_xxxxxxxxxx`, depending on the kind.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11
             */
            id: string;
            /** @description Id of the user who submitted the batch. */
            owner_id: number;
            /**
             * @description Caller-defined name.
             * @example Friday price changes
             */
            name: string | null;
            /** @description Whether the batch takes effect as a whole: if one item fails, nothing is written. */
            atomic: boolean;
            /**
             * @description Most items that run at once, over all processes; 1 runs them one after the other.
             * @example 5
             */
            max_concurrent: number;
            /** @description Items by state. */
            counters: components["schemas"]["Counters"];
            /**
             * Format: date-time
             * @description Estimated end of the batch at this rate; null when the rate is.
             */
            estimated_completion: string | null;
            /**
             * @description The options that the batch was submitted with, including defaults.
             * @example {
             *       "strict": false
             *     }
             */
            options: {
                [key: string]: unknown;
            };
            /** @description Caller-defined data, returned unchanged. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description Where its webhooks are sent besides the registered endpoints. */
            webhook_url: string | null;
            /** @description Whether it gets further items, in parts, until it is sealed. */
            is_open: boolean;
            /** @description When it ends if it is not sealed before; null unless `is_open`. */
            seal_by: string | null;
            /** @description Why it ended otherwise than by its items, such as a seal that never came; null when it did not. */
            end_reason: string | null;
            /** @description Increases with every change of the batch. */
            revision: number;
            /**
             * Format: date-time
             * @description When it was submitted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description null until a worker first starts the batch.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description null until the batch has ended.
             */
            completed_at: string | null;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description What batches are chosen by; all that is given must match. */
        BatchFilter: {
            /**
             * @description Only batches of this kind.
             * @enum {string}
             */
            kind?: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description Only batches in this state.
             * @enum {string}
             */
            status?: "pending" | "processing" | "paused" | "completed" | "partial" | "failed" | "cancelled";
            /**
             * @description Only batches of this priority.
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Text of 1 to 200 characters that the batch's name contains (ignoring case), or that the `ref` of one of its items
             *     begins with (case-sensitive); refs are searched only in kinds whose items the key may read.
             * @example Friday
             */
            q?: string;
            /**
             * Format: date-time
             * @description Created at or after this instant; ISO 8601, UTC when it has no time zone.
             * @example 2026-01-01T00:00:00Z
             */
            created_from?: string;
            /**
             * Format: date-time
             * @description Created before this instant; ISO 8601, UTC when it has no time zone.
             * @example 2036-01-01T00:00:00Z
             */
            created_to?: string;
            /**
             * @description Id of the owner whose rows are listed; other owners only with the scope `admin`, which sees all owners' rows when
             *     omitted.
             */
            owner?: number;
        };
        /** @description An action on many batches, chosen by a filter or named: exactly one of both. */
        NewBatchAction: {
            /**
             * @description What to do to each batch: the same as the single control. `retry` runs the failed items again, and no others.
             * @enum {string}
             */
            action: "cancel" | "pause" | "resume" | "retry" | "delete" | "priority";
            /**
             * @description The new priority; with the action `priority` only, which needs it.
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description The batches that match all that is given, as the list of batches would show them; at least one field, and at most
             *     100,000 batches.
             * @example {
             *       "status": "failed"
             *     }
             */
            filter?: components["schemas"]["BatchFilter"];
            /**
             * @description Ids of 1 to 1,000 batches.
             * @example [
             *       "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
             *     ]
             */
            ids?: string[];
            /**
             * @description Only counts the batches; nothing is stored or done. Default false.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description Why, for whoever reads it later; 1 to 500 characters.
             * @example The provider is down until Monday.
             */
            reason?: string;
        };
        /** @description How many batches an action would be for; nothing was stored. */
        BatchActionCount: {
            /**
             * @description What would be done.
             * @enum {string}
             */
            action: "cancel" | "pause" | "resume" | "retry" | "delete" | "priority";
            /** @description Always true. */
            dry_run: boolean;
            /**
             * @description Batches that it would be for: those that match, or all that are named.
             * @example 12
             */
            matched: number;
            /**
             * @description Those among them that it would change as they are now; the others would be refused, or are so already.
             * @example 9
             */
            actionable: number;
            /**
             * @description Those that exist by their present status.
             * @example {
             *       "failed": 9,
             *       "completed": 3
             *     }
             */
            by_status: {
                [key: string]: number;
            };
        };
        /** @description Who asked for an action. */
        ActionRequester: {
            /** @description Id of the user. */
            user_id: number;
            /**
             * @description Id of the API key, whose rights are asked for again before each batch.
             * @example k_3f9a1c7e20b4
             */
            key_id: string;
        };
        /** @description Why an action was stopped. */
        ActionStop: {
            /** @description Error code. */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * @description What happened, for a person.
             * @example The API key that asked for it no longer works.
             */
            message: string;
        };
        /** @description A batch that an action did not change. */
        ActionRefusal: {
            /** @description Error code, as the single control would have answered. */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * @description Id of the batch.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11
             */
            batch_id: string;
            /**
             * @description Why, for a person.
             * @example The batch has already ended: it is completed.
             */
            message: string;
        };
        /** @description An action on many batches and how far it is. */
        BatchAction: {
            /**
             * @description What is done to each batch.
             * @enum {string}
             */
            action: "cancel" | "pause" | "resume" | "retry" | "delete" | "priority";
            /**
             * @description The new priority; null unless the action is `priority`.
             * @enum {string|null}
             */
            priority: "low" | "normal" | "high" | "urgent" | null;
            /**
             * @description Final states: `completed` = every batch is done or refused, `cancelled` = ended by a person, `stopped` = see
             *     `stop_reason`.
             * @enum {string}
             */
            status: "pending" | "running" | "completed" | "cancelled" | "stopped";
            /**
             * @description Id of the action.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d12
             */
            id: string;
            /**
             * @description The filter as it was sent; null when the batches were named.
             * @example {
             *       "status": "failed"
             *     }
             */
            filter: {
                [key: string]: unknown;
            } | null;
            /** @description Why, as it was sent. */
            reason: string | null;
            /**
             * @description Batches that it is for, chosen when it was asked for.
             * @example 12
             */
            matched: number;
            /**
             * @description Those that were changed, or were so already.
             * @example 9
             */
            done: number;
            /**
             * @description Those that were refused.
             * @example 3
             */
            refused: number;
            /**
             * @description Those that are still to come.
             * @example 0
             */
            remaining: number;
            /** @description Who asked for it. */
            requested_by: components["schemas"]["ActionRequester"];
            /** @description Why it was stopped; null unless it was. */
            stop_reason: components["schemas"]["ActionStop"] | null;
            /** @description The first 100 batches that were refused; empty in lists. */
            refusals: components["schemas"]["ActionRefusal"][];
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description null until a process first works on it.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description null until it has ended.
             */
            ended_at: string | null;
        };
        /** @description A page of actions, newest first. */
        BatchActionList: {
            /** @description The actions of the page. */
            results: components["schemas"]["BatchAction"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description A batch that gets its items in parts. */
        OpenBatch: {
            /**
             * @description The kind of the batch, which determines the fields of its items and options.
             * @enum {string}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
             * @example Friday price changes
             */
            name?: string;
            /**
             * Format: uri
             * @description URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
             * @example https://example.com/hooks/batches
             */
            webhook_url?: string;
            /**
             * @description Caller-defined data, returned unchanged.
             * @example {
             *       "ticket": "OPS-4711"
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description Order in which waiting batches run; without effect on a batch that runs within its request. Default `normal`.
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Options of the kind; the kind's defaults when omitted.
             * @example {
             *       "strict": false
             *     }
             */
            options?: {
                [key: string]: unknown;
            } | components["schemas"]["OperationsKindOptions"] | components["schemas"]["ContactAnalysisKindOptions"] | components["schemas"]["UrlAnalysisKindOptions"] | components["schemas"]["CompanyExtractionKindOptions"] | components["schemas"]["ProfileIngestionKindOptions"];
            /**
             * @description Most items that run at once, over all processes: 1 to the maximum of the kind; the kind's default when omitted.
             * @example 5
             */
            max_concurrent?: number;
            /**
             * @description Time limit of one item in seconds: 1 to the maximum of the kind; the kind's default when omitted.
             * @example 60
             */
            timeout_seconds?: number;
            /**
             * @description When its items begin to run: once it is sealed, or as they come, which transactional kinds cannot. Default
             *     `at_seal`.
             * @default at_seal
             * @enum {string}
             */
            start?: "at_seal" | "at_once";
        };
        /** @description The current state of a batch of any kind. */
        BatchView: {
            /**
             * @description What its items are.
             * @enum {string}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description Final states: `completed` = every item succeeded, `failed` = none did, `partial` = some did, `cancelled`.
             * @enum {string}
             */
            status: "pending" | "processing" | "paused" | "completed" | "partial" | "failed" | "cancelled";
            /**
             * @description Order in which waiting batches run.
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /**
             * Format: double
             * @description Share of the items that have ended, in per cent with two decimals.
             * @example 100
             */
            progress: number;
            /**
             * Format: double
             * @description Share of successes among the items that succeeded or failed, in per cent with two decimals; 0 when there are none.
             * @example 66.67
             */
            success_rate: number;
            /**
             * Format: double
             * @description Items that ended per second during the last 5 minutes; null in lists, and until three items have ended.
             */
            rate_per_second: number | null;
            /**
             * @description Public id: an integer, a UUID or `batch_YYYYMMDD_xxxxxxxxxx`, depending on the kind.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11
             */
            id: string;
            /** @description Id of the user who submitted the batch. */
            owner_id: number;
            /**
             * @description Caller-defined name.
             * @example Friday price changes
             */
            name: string | null;
            /** @description Whether the batch takes effect as a whole: if one item fails, nothing is written. */
            atomic: boolean;
            /**
             * @description Most items that run at once, over all processes; 1 runs them one after the other.
             * @example 5
             */
            max_concurrent: number;
            /** @description Items by state. */
            counters: components["schemas"]["Counters"];
            /**
             * Format: date-time
             * @description Estimated end of the batch at this rate; null when the rate is.
             */
            estimated_completion: string | null;
            /**
             * @description The options that the batch was submitted with, including defaults.
             * @example {
             *       "strict": false
             *     }
             */
            options: {
                [key: string]: unknown;
            };
            /** @description Caller-defined data, returned unchanged. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description Where its webhooks are sent besides the registered endpoints. */
            webhook_url: string | null;
            /** @description Whether it gets further items, in parts, until it is sealed. */
            is_open: boolean;
            /** @description When it ends if it is not sealed before; null unless `is_open`. */
            seal_by: string | null;
            /** @description Why it ended otherwise than by its items, such as a seal that never came; null when it did not. */
            end_reason: string | null;
            /** @description Increases with every change of the batch. */
            revision: number;
            /**
             * Format: date-time
             * @description When it was submitted.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description null until a worker first starts the batch.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description null until the batch has ended.
             */
            completed_at: string | null;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description A part of a batch as JSON. */
        PartBody: {
            /**
             * @description 1 to 10,000 items with the fields of the kind's own route, each with an optional `ref` and `metadata`.
             * @example [
             *       {
             *         "id": "contact-001",
             *         "data": {
             *           "name": "Ana Souza",
             *           "email": "ana@example.com"
             *         }
             *       }
             *     ]
             */
            items: (components["schemas"]["OperationsKindItem"] | components["schemas"]["ContactAnalysisKindItem"] | components["schemas"]["UrlAnalysisKindItem"] | components["schemas"]["CompanyExtractionKindItem"] | components["schemas"]["ProfileIngestionKindItem"])[];
        };
        /** @description A part that is stored. */
        StoredPart: {
            /**
             * @description Id of the batch.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11
             */
            batch_id: string;
            /**
             * @description Number of the part.
             * @example 1
             */
            part: number;
            /** @description Index of its first item; parts stand in the order in which they came. */
            first_index: number;
            /**
             * @description Its items.
             * @example 10000
             */
            items: number;
            /**
             * @description All items of the batch so far.
             * @example 10000
             */
            total: number;
            /** @description How the file was read; only of a part that came as one. */
            import?: components["schemas"]["Import"];
        };
        /** @description A part of a batch in the list. */
        PartView: {
            /**
             * @description Number of the part.
             * @example 1
             */
            part: number;
            /** @description Index of its first item. */
            first_index: number;
            /**
             * @description Its items.
             * @example 10000
             */
            items: number;
            /**
             * Format: date-time
             * @description When it came.
             */
            created_at: string;
        };
        /** @description A page of parts by their numbers. */
        PartList: {
            /** @description The parts of the page. */
            results: components["schemas"]["PartView"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            next_cursor: number | null;
        };
        /** @description The seal of a batch. */
        Seal: {
            /**
             * @description How many items the batch must have; with another number it stays open.
             * @example 250000
             */
            expected_items: number;
        };
        /** @description A page of batches, newest first. */
        BatchList: {
            /** @description The batches of the page. */
            results: components["schemas"]["BatchView"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            next_cursor: string | null;
            /** @description Number of all matching batches, at most 10,000; only with `total=true`. */
            total?: number;
            /** @description Whether there are more matching batches than `total`; only with `total=true`. */
            total_is_capped?: boolean;
        };
        /** @description A failed attempt at an item, or the last attempt before the item was retried. */
        Attempt: {
            /**
             * @description Number of the attempt, from 1.
             * @example 1
             */
            number: number;
            /**
             * Format: date-time
             * @description When it started.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at: string | null;
            /** @description Why the attempt failed; null when it succeeded. */
            error: components["schemas"]["ItemError"] | null;
            /** @description What it ran with, where a retry corrected that; null where the input stayed. */
            input: {
                [key: string]: unknown;
            } | null;
        };
        /** @description One item of a batch, with its result. */
        ItemView: {
            /**
             * @description State of the item.
             * @enum {string}
             */
            status: "pending" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Zero-based position in the submission. */
            index: number;
            /** @description Caller-defined name of the item. */
            ref: string | null;
            /** @description Caller-defined data, returned unchanged. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description The input as submitted, or as corrected by a retry. */
            input: {
                [key: string]: unknown;
            };
            /** @description The result; null unless the item succeeded. */
            output: {
                [key: string]: unknown;
            } | null;
            /** @description null unless the item failed or was cancelled. */
            error: components["schemas"]["ItemError"] | null;
            /**
             * Format: date-time
             * @description When its last attempt started; null before.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it ended; null before.
             */
            ended_at: string | null;
            /**
             * @description Tries so far, those before a retry included.
             * @example 1
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When the next attempt is due; null unless the item waits for it.
             */
            run_at: string | null;
            /** @description Why the item waits: until `run_at`, or until the module of its kind is loaded; null unless it does. */
            wait_reason: string | null;
            /** @description Name of the step that the item is in, defined by its kind; null when there is none. */
            step: string | null;
            /** @description Warnings of the handler about the item. */
            warnings: string[];
            /**
             * @description The newest 20 failed attempts and attempts before a retry, oldest first; `attempts` counts those no longer kept. An
             *     error of more than 4 KiB is kept without its details, an input of more than 8 KiB as `{truncated, beginning}`.
             */
            attempt_log: components["schemas"]["Attempt"][];
        };
        /** @description A page of items in input order. */
        ItemList: {
            /** @description The items of the page. */
            results: components["schemas"]["ItemView"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            next_cursor: number | null;
            /** @description Only with `q`: whether the time was up before all was looked at. What took too long itself is left out. */
            truncated?: boolean;
        };
        /** @description Changes to a batch that has not ended. */
        BatchPatch: {
            /**
             * @description Takes effect when a worker next chooses a batch to run.
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /**
             * @description Most items that run at once, over all processes: 1 to the maximum of the kind.
             * @example 10
             */
            max_concurrent?: number;
        };
        /** @description What a caller is told of a file with corrected rows. */
        Mended: {
            /**
             * @description Rows of the file.
             * @example 3
             */
            rows: number;
            /** @description Rows whose items are not failed or cancelled any more, or not yet: they were left alone. */
            left: components["schemas"]["ReportedRows"];
            /** @description Rows that are no valid items still and were left out, with `on_invalid=skip`. */
            skipped: components["schemas"]["ReportedRows"];
            /** @description Columns of the file, in order. */
            columns: components["schemas"]["ImportColumn"][];
        };
        /** @description The result of a retry. */
        RetryResult: {
            /**
             * @description Number of items that were set back to pending.
             * @example 2
             */
            retried: number;
            /** @description The batch after that. */
            batch: components["schemas"]["BatchView"];
            /** @description What became of the rows of the file; only with a file. */
            import?: components["schemas"]["Mended"];
        };
        /** @description The scopes that a key needs for batches of a kind, all of those listed. */
        KindScopes: {
            /**
             * @description For submitting batches.
             * @example [
             *       "batch:write",
             *       "url:write"
             *     ]
             */
            submit: string[];
            /**
             * @description For reading their items and downloading them.
             * @example [
             *       "batch:read",
             *       "url:read"
             *     ]
             */
            read: string[];
        };
        /** @description A setting of a batch: what it is unless the caller says otherwise, and the most that the caller may say. */
        KindLimit: {
            /**
             * @description The value when the caller gives none.
             * @example 5
             */
            default: number;
            /**
             * @description The largest value that is accepted.
             * @example 20
             */
            max: number;
        };
        /** @description How large a batch of a kind may be, and how it runs. */
        KindLimits: {
            /**
             * @description Most items of a batch, however it is sent.
             * @example 100000
             */
            max_items: number;
            /**
             * @description Most items of a batch that is sent as one JSON body.
             * @example 10000
             */
            max_items_json: number;
            /** @description Most items of a batch with `atomic: true`; null for a kind whose batches cannot be atomic. */
            max_items_atomic: number | null;
            /**
             * @description Largest JSON body, in bytes.
             * @example 5242880
             */
            max_json_bytes: number;
            /**
             * @description Largest body of lines, in bytes.
             * @example 67108864
             */
            max_file_bytes: number;
            /** @description Items that run at once, over all processes; null for a kind whose items run one after the other. */
            max_concurrent: components["schemas"]["KindLimit"] | null;
            /** @description Time limit of one item in seconds; null for a kind without one. */
            timeout_seconds: components["schemas"]["KindLimit"] | null;
            /**
             * @description Most attempts at an item whose failure is temporary, the first included.
             * @example 3
             */
            max_attempts: number;
        };
        /** @description A field of a kind's items that a column of a file can fill. */
        KindField: {
            /**
             * @description Type of its value; `any` when several are accepted.
             * @enum {string}
             */
            type: "string" | "integer" | "number" | "boolean" | "array" | "object" | "any";
            /**
             * @description The values that are accepted; null when there are others.
             * @example null
             */
            enum: unknown[] | null;
            /**
             * @description Path of the field in the item; dots lead into objects.
             * @example url
             */
            path: string;
            /** @description Whether every item needs it. */
            required: boolean;
            /**
             * @description What it means; null when its kind does not say.
             * @example The address.
             */
            description: string | null;
            /** @description A valid value of any type; null when its kind gives none. */
            example: unknown;
            /**
             * @description Other names by which a column of a file is recognised, without regard to case, spaces and underscores.
             * @example [
             *       "website",
             *       "link"
             *     ]
             */
            synonyms: string[];
        };
        /** @description A route of a feature that submits items of a kind too, in a format of its own. */
        KindRoute: {
            /**
             * @description Method of the route.
             * @example POST
             */
            method: string;
            /**
             * @description Path of the route.
             * @example /api/v1/batch-processing/start
             */
            path: string;
        };
        /** @description A kind of batches: what one item is, what is done with it, what comes out. */
        Kind: {
            /**
             * @description Name for programs: the `kind` of a batch.
             * @enum {string}
             */
            name: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description `transactional`: items change rows of this service, one after the other. `background`: they run for longer, several
             *     at once.
             * @enum {string}
             */
            mode: "background" | "transactional";
            /**
             * @description JSON Schema of an item, without `ref` and `metadata`, which every item may have.
             * @example {
             *       "type": "object",
             *       "required": [
             *         "url"
             *       ]
             *     }
             */
            item_schema: {
                [key: string]: unknown;
            };
            /**
             * @description JSON Schema of `options`.
             * @example {
             *       "type": "object",
             *       "properties": {}
             *     }
             */
            options_schema: {
                [key: string]: unknown;
            };
            /**
             * @description The formats of exports.
             * @example [
             *       "json",
             *       "ndjson",
             *       "csv",
             *       "xlsx"
             *     ]
             */
            export_formats: ("json" | "ndjson" | "csv" | "xlsx")[];
            /**
             * @description Name for people.
             * @example URL analysis
             */
            title: string;
            /**
             * @description What is done with an item; empty when the kind does not say.
             * @example Audits web pages.
             */
            description: string;
            /** @description The scopes that a key needs. */
            scopes: components["schemas"]["KindScopes"];
            /** @description Whether the key of this request may submit batches of the kind. */
            may_submit: boolean;
            /** @description Whether the key of this request may read their items. */
            may_read: boolean;
            /** @description How large a batch may be, and how it runs. */
            limits: components["schemas"]["KindLimits"];
            /** @description The fields of an item that a column of a file can fill; `ref` besides. */
            fields: components["schemas"]["KindField"][];
            /** @description The free-form object of an item that takes columns of no field; null: such columns become the item's `metadata`. */
            rest_field: string | null;
            /**
             * @description The columns of a result in tables; null when they are the fields of the outputs, as `output.…`.
             * @example [
             *       "score",
             *       "lcp_ms"
             *     ]
             */
            export_columns: string[] | null;
            /** @description The feature's own routes that submit such items. */
            routes: components["schemas"]["KindRoute"][];
        };
        /** @description The kinds of batches in the order of the documentation. */
        KindList: {
            /** @description The kinds. */
            results: components["schemas"]["Kind"][];
        };
        /** @description A batch, as far as a search shows it. */
        FoundBatch: {
            /**
             * @description What its items are.
             * @enum {string}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description State of the batch.
             * @enum {string}
             */
            status: "pending" | "processing" | "paused" | "completed" | "partial" | "failed" | "cancelled";
            /**
             * @description Public id of the batch.
             * @example 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11
             */
            id: string;
            /** @description Id of the user who submitted it. */
            owner_id: number;
            /** @description Caller-defined name. */
            name: string | null;
            /** @description All its items. */
            total: number;
            /**
             * Format: date-time
             * @description When it was submitted.
             */
            created_at: string;
        };
        /** @description Why an item failed or was cancelled, as far as a search shows it. */
        FoundError: {
            /** @description Error code. */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * @description What is wrong, for a person.
             * @example The id contact-001 is stored already.
             */
            message: string;
        };
        /** @description An item, as far as a search shows it. */
        FoundItem: {
            /**
             * @description State of the item.
             * @enum {string}
             */
            status: "pending" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Zero-based position in the batch. */
            index: number;
            /** @description Caller-defined name of the item. */
            ref: string | null;
            /**
             * @description Up to 200 characters of its input as JSON, around the first word that was found there.
             * @example {\url\: \https://example.com/\}
             */
            excerpt: string;
            /** @description null unless it failed or was cancelled. */
            error: components["schemas"]["FoundError"] | null;
        };
        /** @description Something that was found. */
        SearchHit: {
            /**
             * @description What it was found by.
             * @enum {string}
             */
            found_in: "batch_id" | "name" | "ref" | "error_code" | "error_message" | "input";
            /** @description The batch. */
            batch: components["schemas"]["FoundBatch"];
            /** @description The item of it; null when the batch itself was found. */
            item: components["schemas"]["FoundItem"] | null;
        };
        /** @description A page of what was found: batch ids first, then names, refs, error codes, error messages, inputs; each newest batch first, refs in their order. */
        SearchResult: {
            /** @description What was found. */
            results: components["schemas"]["SearchHit"][];
            /** @description Pass it as `cursor` to go on; null at the end. */
            next_cursor: string | null;
            /**
             * @description Whether the time was up before the page was full, or something took too long and was passed over; `next_cursor`
             *     goes on. A page may then even be empty.
             */
            truncated: boolean;
        };
        /** @description The key that a caller came with. */
        OwnKey: {
            /**
             * @description Id of the key, which is no secret.
             * @example 9f2c4e8a1b3d
             */
            id: string;
            /**
             * @description Name that it was given.
             * @example crm import
             */
            name: string;
            /**
             * Format: date-time
             * @description When the key expires; null: never.
             */
            expires_at: string | null;
        };
        /** @description A limit, and what is left of it. */
        Remainder: {
            /** @description The most that is allowed. */
            limit: number;
            /** @description What is left of it now. */
            left: number;
        };
        /** @description The limits of a key together with the keys that were made with it. */
        OwnLimits: {
            /** @description Requests a minute over all routes, this one included; null: as many as the caller likes. */
            requests_per_minute: components["schemas"]["Remainder"] | null;
            /** @description Batches that wait, run or are paused. */
            active_batches: components["schemas"]["Remainder"];
            /**
             * @description Most items of one batch that comes in one request.
             * @example 100000
             */
            items_per_batch: number;
            /**
             * @description Most items of one batch that gets them in parts.
             * @example 1000000
             */
            appended_items_per_batch: number;
        };
        /** @description Who is calling, with what rights and limits. */
        Me: {
            /** @description Whose key it is. */
            user: components["schemas"]["SessionUser"];
            /** @description The key of the request or of its session. */
            key: components["schemas"]["OwnKey"];
            /**
             * @description Scopes of the key now; `admin` includes every other.
             * @example [
             *       "batch:read",
             *       "batch:write"
             *     ]
             */
            scopes: string[];
            /** @description What the key may do, and how much of it is left. */
            limits: components["schemas"]["OwnLimits"];
        };
        /** @description Number of batches created in the timeframe. */
        BatchStats: {
            /**
             * @description Batches created.
             * @example 12
             */
            total: number;
            /** @description Batches that have not ended. */
            active: number;
            /**
             * @description Batches by state.
             * @example {
             *       "completed": 10,
             *       "partial": 2
             *     }
             */
            by_status: {
                [key: string]: number;
            };
        };
        /** @description Number of items of these batches. */
        ItemStats: {
            /**
             * Format: double
             * @description Share of successes among the items that succeeded or failed, in per cent with two decimals; 0 when there are none.
             * @example 97.92
             */
            success_rate: number;
            /**
             * @description Items of the batches.
             * @example 240
             */
            total: number;
            /** @description Items that succeeded. */
            succeeded: number;
            /** @description Items that failed. */
            failed: number;
            /** @description Items that were cancelled. */
            cancelled: number;
        };
        /** @description Durations from start to end of the batches that have ended, in milliseconds; null when none has. */
        DurationStats: {
            /**
             * Format: double
             * @description Mean; null when there is none.
             */
            average: number | null;
            /**
             * Format: double
             * @description Median; null when there is none.
             */
            median: number | null;
            /**
             * Format: double
             * @description 95th percentile; null when there is none.
             */
            p95: number | null;
            /**
             * Format: double
             * @description Shortest; null when there is none.
             */
            fastest: number | null;
            /**
             * Format: double
             * @description Longest; null when there is none.
             */
            slowest: number | null;
        };
        /** @description Number of items that failed with an error code. */
        ErrorStats: {
            /**
             * @description Error code.
             * @example TIMEOUT
             */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * Format: double
             * @description Share of all failed items, in per cent with one decimal.
             */
            percentage: number;
            /** @description How often it occurred. */
            count: number;
        };
        /** @description Counts of the batches created in one interval of the series. */
        StatsPoint: {
            /** @description Beginning of the interval. */
            from: string;
            /** @description Batches created. */
            batches: number;
            /** @description Items in them. */
            items: number;
            /** @description Items that succeeded. */
            succeeded: number;
            /** @description Items that failed. */
            failed: number;
        };
        /** @description Statistics over the batches that the caller may see, at most 5 seconds old. */
        Stats: {
            /**
             * @description The timeframe asked for.
             * @enum {string}
             */
            timeframe: "1h" | "6h" | "24h" | "7d" | "30d";
            /**
             * @description The kind asked for; null for all.
             * @enum {string|null}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion" | null;
            /** @description Numbers of batches. */
            batches: components["schemas"]["BatchStats"];
            /**
             * @description Batches by kind.
             * @example {
             *       "my_kind": 12
             *     }
             */
            by_kind: {
                [key: string]: number;
            };
            /** @description Numbers of items. */
            items: components["schemas"]["ItemStats"];
            /** @description Times from the start to the end of batches, in milliseconds. */
            duration_ms: components["schemas"]["DurationStats"];
            /** @description The most frequent error codes of failed items, at most ten. */
            errors: components["schemas"]["ErrorStats"][];
            /**
             * @description Batches by time of creation, in intervals of 5 minutes (`1h`), 30 minutes (`6h`), 1 hour (`24h`), 6 hours (`7d`) or
             *     1 day (`30d`); intervals without a batch are omitted.
             */
            series: components["schemas"]["StatsPoint"][];
            /**
             * Format: date-time
             * @description When the figures were read.
             */
            generated_at: string;
        };
        /** @description Failed items of one kind and code whose messages are alike. */
        Cause: {
            /**
             * @description Kind of their batches.
             * @enum {string}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
            /**
             * @description Error code.
             * @example TIMEOUT
             */
            code: components["schemas"]["ErrorCode"] | string;
            /**
             * @description Their message, with `…` for what differs: numbers, ids, addresses, names of hosts, quoted words.
             * @example The id … is stored already.
             */
            message: string;
            /**
             * @description The words that all these messages have, for `GET /search` or the `q` of a batch's items; empty when there are none.
             * @example The id is stored already
             */
            words: string;
            /** @description Such items among those that were looked at. */
            count: number;
            /** @description Whether there may be more of them: a batch has more than 200 failures of the code. */
            count_is_least: boolean;
            /** @description Batches that have them, of those that were looked at. */
            batches: number;
            /** @description The newest of these batches. */
            latest_batch_id: string;
        };
        /** @description Failures by kind, code and message, at most 15 seconds old. */
        Causes: {
            /**
             * @description The timeframe asked for.
             * @enum {string}
             */
            timeframe: "1h" | "6h" | "24h" | "7d" | "30d";
            /**
             * @description The kind asked for; null for all.
             * @enum {string|null}
             */
            kind: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion" | null;
            /** @description The most frequent causes, at most 50. */
            causes: components["schemas"]["Cause"][];
            /** @description Failed items that were looked at. */
            items_looked_at: number;
            /** @description Whether these are all; else older ones, or more of the same batch and code, were left out. */
            is_complete: boolean;
            /**
             * Format: date-time
             * @description When they were read.
             */
            generated_at: string;
        };
        /** @description An endpoint to register. */
        NewWebhook: {
            /** @description The events to send; all of them when omitted. */
            events?: ("batch.started" | "batch.progress" | "batch.items_failed" | "batch.items_flagged" | "batch.completed" | "batch.partial" | "batch.failed" | "batch.cancelled")[];
            /**
             * @description URL to send to, at most 2,048 characters: https, and a public address unless the operator allows more.
             * @example https://example.com/hooks/batches
             */
            url: string;
            /**
             * @description At most 200 characters.
             * @example order desk
             */
            description?: string;
        };
        /** @description An endpoint with its new secret. */
        WebhookSecret: {
            /** @description The events it is told. */
            events: ("batch.started" | "batch.progress" | "batch.items_failed" | "batch.items_flagged" | "batch.completed" | "batch.partial" | "batch.failed" | "batch.cancelled")[];
            /**
             * @description Secret for verifying messages with any Standard Webhooks library; shown in this answer only.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /**
             * @description Id of the endpoint.
             * @example 0f0a6a52-3c0f-4f5e-9d55-3a1f2b1a7a10
             */
            id: string;
            /** @description Id of the user it belongs to. */
            owner_id: number;
            /** @description null for the endpoint whose secret signs messages to the `webhook_url` of your batches. */
            url: string | null;
            /** @description Caller-defined text. */
            description: string | null;
            /**
             * Format: date-time
             * @description When the endpoint was disabled, because its receiver answered 410 Gone; null while it is enabled.
             */
            disabled_at: string | null;
            /** @description Why it is disabled; null while it is not. */
            disabled_reason: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            created_at: string;
        };
        /** @description An endpoint, without its secret. */
        WebhookView: {
            /** @description The events it is told. */
            events: ("batch.started" | "batch.progress" | "batch.items_failed" | "batch.items_flagged" | "batch.completed" | "batch.partial" | "batch.failed" | "batch.cancelled")[];
            /**
             * @description Id of the endpoint.
             * @example 0f0a6a52-3c0f-4f5e-9d55-3a1f2b1a7a10
             */
            id: string;
            /** @description Id of the user it belongs to. */
            owner_id: number;
            /** @description null for the endpoint whose secret signs messages to the `webhook_url` of your batches. */
            url: string | null;
            /** @description Caller-defined text. */
            description: string | null;
            /**
             * Format: date-time
             * @description When the endpoint was disabled, because its receiver answered 410 Gone; null while it is enabled.
             */
            disabled_at: string | null;
            /** @description Why it is disabled; null while it is not. */
            disabled_reason: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            created_at: string;
        };
        /** @description All endpoints of the caller, at most eleven: ten registered ones and the one for the `webhook_url` of batches. */
        WebhookList: {
            /** @description All endpoints of the caller. */
            results: components["schemas"]["WebhookView"][];
        };
        /** @description One message to one endpoint. */
        DeliveryView: {
            /**
             * @description The event it tells.
             * @example batch.completed
             * @enum {string}
             */
            event: "batch.started" | "batch.progress" | "batch.items_failed" | "batch.items_flagged" | "batch.completed" | "batch.partial" | "batch.failed" | "batch.cancelled" | "webhook.test";
            /**
             * @description State of the delivery.
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed" | "cancelled";
            /** @description Error code of the last attempt; null when it did not fail. */
            error_code: (components["schemas"]["ErrorCode"] | string) | null;
            /** @description Number of the delivery. */
            id: number;
            /**
             * @description The `webhook-id` of every attempt.
             * @example msg_0f0a6a52-3c0f-4f5e-9d55-3a1f2b1a7a10
             */
            message_id: string;
            /** @description Public id of the batch; null for a test message. */
            batch_id: string | null;
            /** @description Attempts since the delivery was created or redelivered, including one that is under way. */
            attempts: number;
            /**
             * Format: date-time
             * @description null when no further attempt follows.
             */
            next_attempt_at: string | null;
            /**
             * Format: date-time
             * @description When it was last sent; null before.
             */
            last_attempt_at: string | null;
            /** @description HTTP status of the last attempt; null when there was no answer. */
            response_status: number | null;
            /** @description Body of the message. */
            payload: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When the endpoint accepted it; null before.
             */
            delivered_at: string | null;
            /**
             * Format: date-time
             * @description When the event occurred.
             */
            created_at: string;
        };
        /** @description A page of deliveries, newest first. */
        DeliveryList: {
            /** @description The deliveries of the page. */
            results: components["schemas"]["DeliveryView"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            next_cursor: number | null;
        };
        /**
         * @description What went wrong, for programs.
         * @enum {string}
         */
        ErrorCode: "MALFORMED_JSON" | "MALFORMED_REQUEST" | "AMBIGUOUS_CREDENTIALS" | "INVALID_IDEMPOTENCY_KEY" | "INVALID_LAST_EVENT_ID" | "BATCH_TOO_LARGE" | "UNAUTHORIZED" | "FORBIDDEN" | "CROSS_ORIGIN_REFUSED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "NOT_ACCEPTABLE" | "REQUEST_TIMEOUT" | "CONFLICT" | "BATCH_NOT_COMPLETED" | "BATCH_NOT_TERMINAL" | "BATCH_NOT_CANCELLABLE" | "BATCH_TERMINAL" | "BATCH_SEALED" | "PART_CONFLICT" | "SEAL_COUNT_MISMATCH" | "BATCH_NOT_RETRYABLE" | "ATOMIC_BATCH_FAILED" | "IDEMPOTENCY_IN_PROGRESS" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "VALIDATION_ERROR" | "FILE_REJECTED" | "IDEMPOTENCY_KEY_REUSED" | "RATE_LIMITED" | "TOO_MANY_ACTIVE_BATCHES" | "HEADERS_TOO_LARGE" | "INTERNAL_ERROR" | "NOT_CONFIGURED" | "DATABASE_UNAVAILABLE" | "STORAGE_UNAVAILABLE" | "QUEUE_FULL" | "OVERLOADED" | "SHUTTING_DOWN" | "INVALID_ROW" | "PERMISSION_DENIED" | "ROLLED_BACK" | "CONFLICT_RETRY_EXHAUSTED" | "CANCELLED" | "TIMEOUT" | "SAVE_FAILED" | "WORKER_CRASHED" | "BATCH_DEADLINE" | "TARGET_NOT_ALLOWED" | "DNS_FAILURE" | "CONNECT_FAILED" | "CONNECT_TIMEOUT" | "TLS_ERROR" | "HEADERS_TIMEOUT" | "TOO_SLOW" | "INCOMPLETE_BODY" | "BODY_TOO_LARGE" | "DECODED_TOO_LARGE" | "ENCODING_NOT_ALLOWED" | "TOO_MANY_REDIRECTS" | "REDIRECT_NOT_ALLOWED" | "PROTOCOL_ERROR" | "HTTP_ERROR" | "FETCH_BLOCKED" | "PARSE_TIMEOUT" | "PARSE_ERROR" | "PROVIDER_AUTH" | "PROVIDER_UNAVAILABLE" | "PROVIDER_RATE_LIMITED" | "PROVIDER_NOT_CONFIGURED" | "COMPANY_NOT_FOUND" | "COMPANY_AMBIGUOUS" | "COMPANY_UNCONFIRMED" | "DOMAIN_HINT_INVALID" | "DUPLICATE_ID" | "RESERVED_FIELD" | "UNKNOWN_FIELD" | "PROFILE_NOT_FOUND" | "PROFILE_PRIVATE" | "ARCHIVE_REJECTED" | "SPENDING_LIMIT_REACHED" | "URL_UNREACHABLE" | "ANALYSIS_FAILED";
        /**
         * @description The class of an error code.
         * @enum {string}
         */
        ErrorType: "AmbiguousCompanyError" | "AnalysisError" | "CancelledError" | "CompanyAnalysisError" | "ConflictError" | "DomainHintError" | "FetchBlockedError" | "InternalError" | "NetworkError" | "NotConfiguredError" | "NotFoundError" | "ParseError" | "PermissionError" | "ProfileNotFoundError" | "ProfilePrivateError" | "ProviderAuthError" | "ProviderNotConfiguredError" | "ProviderUnavailableError" | "RateLimitError" | "RolledBackError" | "ServiceUnavailableError" | "SpendingLimitError" | "TimeoutError" | "UrlUnreachableError" | "ValueError";
        /**
         * Item of Operations
         * @description An operation; its `operation_type` counts only with the option `operation_type: custom`.
         */
        OperationsKindItem: {
            /**
             * @description What the operation changes.
             * @enum {string}
             */
            operation_type?: "order_update" | "professional_approval" | "service_update" | "user_update" | "bulk_delete";
            /**
             * @description PATCH unless the type says otherwise.
             * @example PATCH
             */
            method?: string;
            /** @description Id of the row. */
            resource_id?: number;
            /** @description The fields to change. */
            data?: {
                [key: string]: unknown;
            };
        };
        /**
         * Options of Operations
         * @description Options of a batch of operations.
         */
        OperationsKindOptions: {
            /**
             * @description Type of all operations; `custom`: each has its own.
             * @enum {string}
             */
            operation_type: "order_update" | "professional_approval" | "service_update" | "user_update" | "bulk_delete" | "custom";
        };
        /**
         * Item of Contact analysis
         * @description A contact.
         */
        ContactAnalysisKindItem: {
            /** @description The caller’s id of the contact, unique for the owner. */
            id: string | number;
            /** @description The fields of the contact, any of them. */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description 1 (low) to 10 (urgent), or a word.
             * @default 5
             */
            priority?: number | ("low" | "normal" | "high" | "urgent");
        };
        /**
         * Options of Contact analysis
         * @description How contacts are inserted.
         */
        ContactAnalysisKindOptions: {
            /**
             * @description Fields without a column of their own fail their item.
             * @default false
             */
            strict?: boolean;
        };
        /**
         * Item of URL analysis
         * @description A URL, or an object with it.
         * @example {
         *       "url": "https://example.com/",
         *       "ref": "home"
         *     }
         */
        UrlAnalysisKindItem: string | {
            /**
             * @description The address.
             * @example https://example.com/
             */
            url: string;
        };
        /**
         * Options of URL analysis
         * @description How URLs are analysed.
         */
        UrlAnalysisKindOptions: {
            /**
             * @description Device that is emulated; `both` gives two results.
             * @default mobile
             * @enum {string}
             */
            strategy?: "mobile" | "desktop" | "both";
            /**
             * @description Engine that analyses the URLs; the installation’s own when omitted.
             * @enum {string}
             */
            engine?: "auto" | "http" | "lighthouse" | "psi";
            /**
             * @description Largest age of a result that is used again; 0 analyses every URL.
             * @default 0
             */
            max_age_seconds?: number;
            /**
             * @description Analyses of each URL, of which the median is the result.
             * @default 1
             */
            runs?: number;
            /**
             * @description Limits by figure: least scores, largest values of the others.
             * @example {
             *       "performance": 90,
             *       "lcp_ms": 2500
             *     }
             */
            budgets?: {
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                performance?: number;
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                accessibility?: number;
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                best_practices?: number;
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                seo?: number;
                /**
                 * Format: double
                 * @description Least score that passes.
                 */
                http?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                fcp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                lcp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                tbt_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                cls?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                si_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                ttfb_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                total_bytes?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                requests?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_lcp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_inp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_cls?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_fcp_ms?: number;
                /**
                 * Format: double
                 * @description Largest value that passes.
                 */
                field_ttfb_ms?: number;
            };
            /**
             * @description Whether pages with an error status are analysed, by the engine http, instead of failing.
             * @default false
             */
            analyze_error_pages?: boolean;
            /**
             * @description Loads of each document by the engine http, whose timings are the medians of them.
             * @default 1
             */
            timing_samples?: number;
        };
        /**
         * Item of Company extraction
         * @description A company: its name, or an object.
         */
        CompanyExtractionKindItem: string | {
            /**
             * @description Name of the company.
             * @example Example Ltd
             */
            name: string;
            /**
             * @description Domain of its website, when known.
             * @example example.com
             */
            domain_hint?: string;
        };
        /**
         * Options of Company extraction
         * @description How companies are extracted.
         */
        CompanyExtractionKindOptions: {
            /**
             * @description Which sources are queried, and how thoroughly.
             * @default standard
             * @enum {string}
             */
            extraction_mode?: "basic" | "standard" | "comprehensive" | "contact_focused" | "financial_focused";
            /**
             * @description Country in which companies are searched first, ISO 3166-1 alpha-2.
             * @default US
             */
            country?: string;
            /**
             * @description Language of names and descriptions, ISO 639-1.
             * @default en
             */
            language?: string;
            /**
             * @description Whether results include failed companies.
             * @default true
             */
            include_failed_results?: boolean;
            /**
             * @description Format of downloads.
             * @default json
             * @enum {string}
             */
            export_format?: "json" | "csv" | "excel";
            /**
             * Format: double
             * @description Omits values whose confidence is lower.
             * @default 0
             */
            min_confidence?: number;
            /** @description Tokens that the language model may cost in the batch, where one is configured; 0 asks it nothing. */
            max_model_tokens?: number;
            /** @description Questions that the batch may ask of each provider that is paid by the question. */
            max_provider_calls?: number;
        };
        /**
         * Item of Profile ingestion
         * @description A profile.
         */
        ProfileIngestionKindItem: {
            /**
             * @description Address of the profile.
             * @example https://www.linkedin.com/in/ada-lovelace/
             */
            linkedin_url: string;
            /**
             * @description The role that the profile is expected to hold.
             * @enum {string}
             */
            suggested_role: "CTO" | "CIO" | "CISO";
            /** @description Name of the person, instead of the one found. */
            name?: string | null;
            /**
             * @description Whether the companies of the work history are processed too.
             * @default true
             */
            include_companies?: boolean;
        };
        /**
         * Options of Profile ingestion
         * @description What a batch of profiles may spend.
         */
        ProfileIngestionKindOptions: {
            /** @description Questions that the batch may ask of each provider that is paid by the question. */
            max_provider_calls?: number;
            /** @description Tokens that the language model may cost for companies, where one is configured; without it, nothing is asked. */
            max_model_tokens?: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listKeys: {
        parameters: {
            query?: {
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /**
                 * @description Id of the owner whose rows are listed; other owners only with the scope `admin`, which sees all owners' rows when
                 *     omitted.
                 */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys from newest to oldest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
        };
    };
    issueKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "crm import",
                 *       "scopes": [
                 *         "contacts:write",
                 *         "batch:read"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description A key that was just made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedKey"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    issueLiveTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ticket for one live connection. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveTicket"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "bk_9f2c4e8a1b3d_PutTheRestOfYourKeyHere"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description A signed-in browser. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: {
                /** @description true: every session of the user, on every browser. */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentSession"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description Only users with this role. */
                role?: "client" | "professional" | "staff" | "admin";
                /** @description Text contained in the name or the e-mail address, ignoring case; at most 200 characters. */
                q?: string;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: number;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Souza",
                 *       "email": "ana.souza@example.com",
                 *       "role": "client"
                 *     }
                 */
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description A user of the service. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A user of the service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "+55 11 91234-5678"
                 *     }
                 */
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description A user of the service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `{"status": "ok"}` for every caller; the other fields only for a key with the scope `admin`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `{"status": "ok"}` for every caller; the other fields only for a key with the scope `admin`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `{"status": "ok"}` for every caller; the other fields only for a key with the scope `admin`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                    "application/json": Record<string, never>[];
                };
            };
        };
    };
    listOperationTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List of all templates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationTemplates"];
                };
            };
        };
    };
    submitOperationTemplate: {
        parameters: {
            query?: {
                /** @description Checks the submission and answers with verdicts; nothing is stored. */
                validate_only?: boolean;
            };
            header?: {
                /** @description Language of the labels: Portuguese unless English or Russian is preferred. */
                "Accept-Language"?: string;
                /** @description A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "template": "confirm_orders",
                 *       "resource_ids": [
                 *         1,
                 *         2
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TemplateBatch"];
            };
        };
        responses: {
            /** @description Result of a batch of operations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationBatchResult"];
                };
            };
        };
    };
    submitOperations: {
        parameters: {
            query?: {
                /** @description Checks the submission and answers with verdicts; nothing is stored. */
                validate_only?: boolean;
            };
            header?: {
                /** @description Language of the labels: Portuguese unless English or Russian is preferred. */
                "Accept-Language"?: string;
                /** @description `respond-async`: 202 at once; a worker runs the batch, which has the results. */
                Prefer?: "respond-async";
                /** @description A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "operation_type": "user_update",
                 *       "operations": [
                 *         {
                 *           "method": "PATCH",
                 *           "resource_id": 1,
                 *           "data": {
                 *             "phone": "+351 210 000 000"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["OperationBatch"];
            };
        };
        responses: {
            /** @description Result of a batch of operations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationBatchResult"];
                };
            };
            /** @description A batch that was accepted and will be run by a worker. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedBatch"];
                };
            };
        };
    };
    listOperationBatches: {
        parameters: {
            query?: {
                /** @description Batches per page; values above 100 are treated as 100. */
                limit?: number;
                /** @description Number of batches to skip. */
                offset?: number;
                /** @description Only batches with this status. */
                status?: "pending" | "processing" | "paused" | "completed" | "partial" | "failed" | "cancelled";
                /** @description Only batches of this type. */
                operation_type?: "order_update" | "professional_approval" | "service_update" | "user_update" | "bulk_delete" | "custom";
            };
            header?: {
                /** @description Language of the labels: Portuguese unless English or Russian is preferred. */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the caller's batches, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationHistory"];
                };
            };
        };
    };
    getOperationStats: {
        parameters: {
            query?: {
                /** @description Batches created within this many days. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Statistics of the caller's batches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationStats"];
                };
            };
        };
    };
    getOperationBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of the labels: Portuguese unless English or Russian is preferred. */
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the batch. */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Status and results of a batch. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationBatchStatus"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Only orders of this status. */
                status?: "pending" | "confirmed" | "in_progress" | "completed" | "cancelled";
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderList"];
                };
            };
        };
    };
    createOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "service_id": 1,
                 *       "notes": "Please call before you come."
                 *     }
                 */
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description An order. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    deleteOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "notes": "Please come in the morning."
                 *     }
                 */
                "application/json": components["schemas"]["OrderChange"];
            };
        };
        responses: {
            /** @description An order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    listProfessionals: {
        parameters: {
            query?: {
                /** @description Only professionals that are (true) or are not (false) approved. */
                is_approved?: boolean;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of professionals, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfessionalList"];
                };
            };
        };
    };
    createProfessional: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "headline": "Electrician, twenty years of practice"
                 *     }
                 */
                "application/json": components["schemas"]["NewProfessional"];
            };
        };
        responses: {
            /** @description A professional. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Professional"];
                };
            };
        };
    };
    getProfessional: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the professional. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A professional. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Professional"];
                };
            };
        };
    };
    deleteProfessional: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the professional. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateProfessional: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the professional. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "headline": "Electrician and plumber"
                 *     }
                 */
                "application/json": components["schemas"]["ProfessionalChange"];
            };
        };
        responses: {
            /** @description A professional. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Professional"];
                };
            };
        };
    };
    listServices: {
        parameters: {
            query?: {
                /** @description Only services of this professional. */
                professional_id?: number;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of services, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceList"];
                };
            };
        };
    };
    createService: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Electrical inspection",
                 *       "price": "149.90"
                 *     }
                 */
                "application/json": components["schemas"]["NewService"];
            };
        };
        responses: {
            /** @description A service. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
        };
    };
    getService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the service. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
        };
    };
    deleteService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the service. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the service. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "price": "129.90"
                 *     }
                 */
                "application/json": components["schemas"]["ServiceChange"];
            };
        };
        responses: {
            /** @description A service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
        };
    };
    insertContacts: {
        parameters: {
            query?: {
                /** @description Fails items with fields that the contacts do not have, instead of storing these as further fields. */
                strict?: boolean;
                /** @description Checks the submission and answers with verdicts; nothing is stored. */
                validate_only?: boolean;
            };
            header?: {
                /** @description `respond-async`: 202 at once; a worker runs the batch, which has the results. */
                Prefer?: "respond-async";
                /** @description A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "id": "contact-001",
                 *           "data": {
                 *             "name": "Ana Souza",
                 *             "email": "ana@example.com",
                 *             "plan": "gold"
                 *           },
                 *           "priority": "high"
                 *         },
                 *         {
                 *           "id": "contact-002",
                 *           "data": {
                 *             "name": "Bruno Lima",
                 *             "company": "Acme Ltd"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ContactBatch"];
            };
        };
        responses: {
            /** @description Result of a batch of contacts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactBatchResult"];
                };
            };
            /** @description A batch that was accepted and will be run by a worker. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedBatch"];
                };
            };
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description Created at or after this instant; ISO 8601, UTC when it has no time zone. */
                created_from?: string;
                /** @description Created before this instant; ISO 8601, UTC when it has no time zone. */
                created_to?: string;
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
                /** @description Only the contact with this id. */
                id?: string;
                /** @description Compared case-insensitively. */
                email?: string;
                /** @description Compared case-insensitively. */
                company?: string;
                /** @description Compared case-insensitively. */
                source?: string;
                /** @description Only contacts that this batch inserted. */
                batch_id?: string;
                /** @description Minimum priority, 1 to 10. */
                priority_min?: number;
                /** @description Text that the name, the e-mail address, the company or the notes contain. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of contacts, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactList"];
                };
            };
        };
    };
    eraseContacts: {
        parameters: {
            query?: {
                /** @description true: erases nothing and counts the contacts that match. */
                dry_run?: boolean;
                /** @description Only the contact with this id. */
                id?: string;
                /** @description Compared case-insensitively. */
                email?: string;
                /** @description Compared case-insensitively. */
                company?: string;
                /** @description Compared case-insensitively. */
                source?: string;
                /** @description Only contacts that this batch inserted. */
                batch_id?: string;
                /** @description Minimum priority, 1 to 10. */
                priority_min?: number;
                /** @description Text that the name, the e-mail address, the company or the notes contain. */
                q?: string;
                /** @description Created at or after this instant; ISO 8601, UTC when it has no time zone. */
                created_from?: string;
                /** @description Created before this instant; ISO 8601, UTC when it has no time zone. */
                created_to?: string;
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Result of an erasure. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactErased"];
                };
            };
        };
    };
    getContact: {
        parameters: {
            query?: {
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path: {
                /** @description The caller’s id of the contact. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A contact as it is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
        };
    };
    eraseContact: {
        parameters: {
            query?: {
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path: {
                /** @description The caller’s id of the contact. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateContact: {
        parameters: {
            query?: {
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path: {
                /** @description The caller’s id of the contact. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "company": "Acme Ltd",
                 *         "plan": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ContactChange"];
            };
        };
        responses: {
            /** @description A contact as it is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
        };
    };
    startUrlJob: {
        parameters: {
            query?: {
                /** @description Records URLs that cannot be analysed as failed, instead of refusing the job. */
                ignore_invalid?: boolean;
                /** @description Checks the submission and answers with verdicts; nothing is stored. */
                validate_only?: boolean;
            };
            header?: {
                /** @description A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "urls": [
                 *         "https://example.com/",
                 *         "https://example.org/"
                 *       ],
                 *       "name": "Our pages"
                 *     }
                 */
                "application/json": components["schemas"]["StartUrlsBody"];
            };
        };
        responses: {
            /** @description A dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedJob"];
                };
            };
            /** @description A started job. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedJob"];
                };
            };
        };
    };
    getUrlJobProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch job. */
                batch_job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Progress of a job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrlProgress"];
                };
            };
        };
    };
    listUrlJobs: {
        parameters: {
            query?: {
                /** @description Only jobs in this state. */
                status?: "pending" | "processing" | "paused" | "completed" | "failed" | "cancelled";
                /** @description Only jobs of this priority. */
                priority?: "low" | "normal" | "high" | "urgent";
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description Created at or after this instant; ISO 8601, UTC when it has no time zone. */
                created_from?: string;
                /** @description Created before this instant; ISO 8601, UTC when it has no time zone. */
                created_to?: string;
                /**
                 * @description Id of the owner whose rows are listed; other owners only with the scope `admin`, which sees all owners' rows when
                 *     omitted.
                 */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrlJobList"];
                };
            };
        };
    };
    cancelUrlJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch job. */
                batch_job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job with its status and counters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrlJob"];
                };
            };
        };
    };
    getUrlJobResults: {
        parameters: {
            query?: {
                /** @description Only URLs with this status. */
                status?: "pending" | "running" | "succeeded" | "failed" | "cancelled";
                /** @description Only URLs that keep (`passed`) or break (`failed`) the budgets of the job. */
                budget?: "passed" | "failed";
                /** @description Maximum number of URLs in the response. */
                limit?: number;
                /** @description `next_cursor` of the previous page: the last index returned. */
                cursor?: number;
            };
            header?: never;
            path: {
                /** @description Id of the batch job. */
                batch_job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Results of a job, partial while it runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrlResults"];
                };
            };
        };
    };
    getUrlHistory: {
        parameters: {
            query: {
                /** @description Only analyses with this device. */
                strategy?: "mobile" | "desktop";
                /** @description Only analyses of this engine. */
                engine?: "http" | "lighthouse" | "psi";
                /** @description Maximum number of analyses in the response, 1 to 500. */
                limit?: number;
                /** @description Only analyses before this instant. */
                before?: string;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description The URL; cleaned as at a submission. */
                url: string;
                /** @description Only analyses of this user; other users than the caller's own require the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The analyses of a URL, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrlHistory"];
                };
            };
        };
    };
    deleteUrlHistory: {
        parameters: {
            query: {
                /** @description The URL; cleaned as at a submission. */
                url: string;
                /** @description Only analyses of this user; other users than the caller's own require the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was deleted of the history of a URL. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgottenUrl"];
                };
            };
        };
    };
    compareUrlJobs: {
        parameters: {
            query: {
                /** @description Only URLs with this change. */
                change?: "regressed" | "improved" | "unchanged" | "broken" | "mended" | "failing" | "added" | "removed" | "open" | "incomparable";
                /** @description Id of the earlier job. */
                base: string;
                /** @description Id of the later job. */
                other: string;
                /**
                 * @description Points of the score by which a URL must differ to count as changed, 1 to 100: scores of one page vary by some
                 *     points.
                 */
                threshold?: number;
                /** @description Maximum number of URLs in the response, 1 to 500. */
                limit?: number;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Two jobs beside each other. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
        };
    };
    getUrlQueueStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The queues of URL jobs; urgent jobs are at the head of `high`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueStatus"];
                };
            };
        };
    };
    cleanUpUrlJobs: {
        parameters: {
            query?: {
                /** @description Deletes jobs that completed more than this many days ago. */
                older_than_days?: number;
                /** @description true: only counts the jobs. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jobs that a cleanup deleted, or would delete in a dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cleanup"];
                };
            };
        };
    };
    getUrlHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether URLs can be analysed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrlHealth"];
                };
            };
        };
    };
    getUrlAnalytics: {
        parameters: {
            query?: {
                /** @description Covers analyses of this time before now. */
                timeframe?: "1h" | "6h" | "24h" | "7d" | "30d";
                /** @description Only analyses of this user; other users than the caller's own require the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Statistics of the analyses in a timeframe; results from the cache are not counted again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UrlAnalytics"];
                };
            };
        };
    };
    extractCompany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "company_name": "OpenAI",
                 *       "extraction_mode": "basic",
                 *       "timeout_seconds": 60
                 *     }
                 */
                "application/json": components["schemas"]["CompanyExtract"];
            };
        };
        responses: {
            /** @description One extracted company. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyExtractedEnvelope"];
                };
            };
        };
    };
    getCompanyHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State of the extraction. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyHealthEnvelope"];
                };
            };
        };
    };
    getCompanyStats: {
        parameters: {
            query?: {
                /** @description Covers batches created within this time before now. */
                timeframe?: "1h" | "6h" | "24h" | "7d" | "30d";
                /** @description true: adds figures by mode, by priority and over time, and the times of single companies. */
                include_details?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures of a timeframe. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyStatsEnvelope"];
                };
            };
        };
    };
    submitCompanies: {
        parameters: {
            query?: {
                /** @description Checks the submission and answers with verdicts; nothing is stored. */
                validate_only?: boolean;
            };
            header?: {
                /** @description A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "company_names": [
                 *         "OpenAI",
                 *         "Microsoft"
                 *       ],
                 *       "extraction_mode": "basic",
                 *       "priority": "urgent"
                 *     }
                 */
                "application/json": components["schemas"]["CompanyBatch"];
            };
        };
        responses: {
            /** @description A dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanySubmittedEnvelope"];
                };
            };
            /** @description The submitted batch, or the verdicts of a dry run. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanySubmittedEnvelope"];
                };
            };
        };
    };
    getCompanyBatchStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State of a batch. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyStatusEnvelope"];
                };
            };
        };
    };
    getCompanyBatchSpending: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a batch has spent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanySpendingEnvelope"];
                };
            };
        };
    };
    getCompanyBatchResults: {
        parameters: {
            query?: {
                /** @description `json`, or a table with one row per company as `csv` or `excel`. Default `json`. */
                format?: "json" | "csv" | "excel";
                /** @description true: the answer is sent as an attachment to save. */
                download?: boolean;
                /** @description `provenance` adds to each company the source of every value and the values that contradict it. */
                include?: "provenance";
                /** @description Maximum number of companies in a JSON answer; it ends early when they together have 8 MiB. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: number;
                /** @description Whether failed and cancelled companies are included. Defaults to `include_failed_results` of the submission. */
                include_failed?: boolean;
                /** @description true: the results so far of a batch that has not ended, instead of BATCH_NOT_COMPLETED. */
                partial?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyResultsEnvelope"] | components["schemas"]["CompanyResult"][];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    downloadCompanyBatch: {
        parameters: {
            query?: {
                /** @description Format of the file. Defaults to `export_format` of the submission. */
                format?: "json" | "csv" | "excel";
                /** @description Whether failed and cancelled companies are included. Defaults to `include_failed_results` of the submission. */
                include_failed?: boolean;
                /** @description true: the results so far of a batch that has not ended, instead of BATCH_NOT_COMPLETED. */
                partial?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyResult"][];
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    deleteCompanyBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The batch that was deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyDeletedEnvelope"];
                };
            };
        };
    };
    cancelCompanyBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State of a batch. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyStatusEnvelope"];
                };
            };
        };
    };
    pauseCompanyBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State of a batch. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyStatusEnvelope"];
                };
            };
        };
    };
    resumeCompanyBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State of a batch. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyStatusEnvelope"];
                };
            };
        };
    };
    retryCompanyBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "statuses": [
                 *         "failed",
                 *         "cancelled"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Retry"];
            };
        };
        responses: {
            /** @description State of a batch of which companies run again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyRetriedEnvelope"];
                };
            };
        };
    };
    submitProfiles: {
        parameters: {
            query?: {
                /** @description Checks the submission and answers with verdicts; nothing is stored. */
                validate_only?: boolean;
            };
            header?: {
                /** @description `respond-async`: 202 at once; a worker runs the batch, which has the results. */
                Prefer?: "respond-async";
                /** @description A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "profiles": [
                 *         {
                 *           "linkedin_url": "https://www.linkedin.com/in/ana-souza/",
                 *           "suggested_role": "CTO"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ProfileBatch"];
            };
        };
        responses: {
            /** @description Results of a batch of profiles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileBatchResult"];
                };
            };
            /** @description Results of a batch of profiles. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileBatchResult"];
                };
            };
        };
    };
    getProfileBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Results of a batch of profiles. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileBatchResult"];
                };
            };
        };
    };
    getProfileBatchSpending: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Paid questions of a batch so far. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileSpending"];
                };
            };
        };
    };
    getProfileAnalytics: {
        parameters: {
            query?: {
                /** @description Covers batches created within this time before now. */
                timeframe?: "1h" | "6h" | "24h" | "7d" | "30d";
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Statistics of profile batches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileAnalytics"];
                };
            };
        };
    };
    searchProfiles: {
        parameters: {
            query?: {
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "query": "platform engineering in a bank",
                 *       "k": 5
                 *     }
                 */
                "application/json": components["schemas"]["ProfileSearch"];
            };
        };
        responses: {
            /** @description Matching profiles, the most similar first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileHits"];
                };
            };
        };
    };
    searchCompanies: {
        parameters: {
            query?: {
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "query": "payment software",
                 *       "k": 5
                 *     }
                 */
                "application/json": components["schemas"]["CompanySearch"];
            };
        };
        responses: {
            /** @description Matching companies, in the order that `ranking` says. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyHits"];
                };
            };
        };
    };
    importProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportRequest"];
            };
        };
        responses: {
            /** @description Result of an import. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
        };
    };
    listProfiles: {
        parameters: {
            query?: {
                /** @description Only profiles with this suggested role. */
                role?: "CTO" | "CIO" | "CISO";
                /** @description Only profiles whose name or position contains this text. */
                q?: string;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of profiles, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileList"];
                };
            };
        };
    };
    eraseProfileByUrl: {
        parameters: {
            query: {
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
                /** @description Address of the profile, of which all stored data is erased. */
                linkedin_url: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Number of records that an erasure deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erased"];
                };
            };
        };
    };
    getProfile: {
        parameters: {
            query?: {
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path: {
                /** @description Id of the profile. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stored profile with all details. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileDetail"];
                };
            };
        };
    };
    eraseProfile: {
        parameters: {
            query?: {
                /** @description Id of the owner; default: the caller. Other owners only with the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path: {
                /** @description Id of the profile. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Number of records that an erasure deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erased"];
                };
            };
        };
    };
    listBatches: {
        parameters: {
            query?: {
                /** @description Whether to count all matching batches too, up to 10,000. */
                total?: boolean;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description Created at or after this instant; ISO 8601, UTC when it has no time zone. */
                created_from?: string;
                /** @description Created before this instant; ISO 8601, UTC when it has no time zone. */
                created_to?: string;
                /**
                 * @description Id of the owner whose rows are listed; other owners only with the scope `admin`, which sees all owners' rows when
                 *     omitted.
                 */
                owner?: number;
                /** @description Only batches of this kind. */
                kind?: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
                /** @description Only batches in this state. */
                status?: "pending" | "processing" | "paused" | "completed" | "partial" | "failed" | "cancelled";
                /** @description Only batches of this priority. */
                priority?: "low" | "normal" | "high" | "urgent";
                /**
                 * @description Text of 1 to 200 characters that the batch's name contains (ignoring case), or that the `ref` of one of its items
                 *     begins with (case-sensitive); refs are searched only in kinds whose items the key may read.
                 */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of batches, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchList"];
                };
            };
        };
    };
    submitBatch: {
        parameters: {
            query?: {
                /** @description Only with a file. Kind of the batch; required. */
                kind?: string;
                /** @description Only with a file. Options of the kind, as JSON. */
                options?: string;
                /** @description Only with a file. Caller-defined name of the batch. */
                name?: string;
                /** @description Only with a file. Where the webhooks of the batch are sent. */
                webhook_url?: string;
                /** @description Only with a file. Order in which waiting batches run. */
                priority?: "low" | "normal" | "high" | "urgent";
                /** @description Only with a file. Caller-defined data of the batch, as JSON. */
                metadata?: string;
                /** @description Only with a file. All items or none. */
                atomic?: boolean;
                /** @description Only with a file. Most items that run at once. */
                max_concurrent?: number;
                /** @description Only with a file. Time limit of one item in seconds. */
                timeout_seconds?: number;
                /** @description Only with a file. Which column goes to which field, as JSON: docs/api/files.md. Guessed when omitted. */
                mapping?: string;
                /** @description Only with a file. Format of the file, where it is not recognised. */
                format?: "csv" | "ndjson" | "xlsx";
                /** @description Only with a file. Encoding of its text, where it is not recognised. */
                encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                /** @description Only with a file. Separator of a CSV file, where it is not recognised. */
                delimiter?: "," | ";" | "tab" | "|";
                /** @description Only with a file. Name of the sheet of a workbook, or its number from 1; the first one when omitted. */
                sheet?: string;
                /** @description Only with a file. What becomes of rows that are no valid items: the whole file is refused, they are left out and told, or they are recorded as failed items. */
                on_invalid?: "refuse" | "skip" | "fail_items";
                /** @description Checks the submission and answers with verdicts; nothing is stored. */
                validate_only?: boolean;
            };
            header?: {
                /** @description A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "url_analysis",
                 *       "name": "First batch",
                 *       "items": [
                 *         {
                 *           "url": "https://example.com/",
                 *           "ref": "home"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SubmitBatch"];
                "application/x-ndjson": string;
                "text/csv": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file.
                     */
                    file: string;
                    /** @description Only with a file. Kind of the batch; required. */
                    kind?: string;
                    /** @description Only with a file. Options of the kind, as JSON. */
                    options?: string;
                    /** @description Only with a file. Caller-defined name of the batch. */
                    name?: string;
                    /** @description Only with a file. Where the webhooks of the batch are sent. */
                    webhook_url?: string;
                    /**
                     * @description Only with a file. Order in which waiting batches run.
                     * @enum {string}
                     */
                    priority?: "low" | "normal" | "high" | "urgent";
                    /** @description Only with a file. Caller-defined data of the batch, as JSON. */
                    metadata?: string;
                    /** @description Only with a file. All items or none. */
                    atomic?: boolean;
                    /** @description Only with a file. Most items that run at once. */
                    max_concurrent?: number;
                    /** @description Only with a file. Time limit of one item in seconds. */
                    timeout_seconds?: number;
                    /** @description Only with a file. Which column goes to which field, as JSON: docs/api/files.md. Guessed when omitted. */
                    mapping?: string;
                    /**
                     * @description Only with a file. Format of the file, where it is not recognised.
                     * @enum {string}
                     */
                    format?: "csv" | "ndjson" | "xlsx";
                    /**
                     * @description Only with a file. Encoding of its text, where it is not recognised.
                     * @enum {string}
                     */
                    encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                    /**
                     * @description Only with a file. Separator of a CSV file, where it is not recognised.
                     * @enum {string}
                     */
                    delimiter?: "," | ";" | "tab" | "|";
                    /** @description Only with a file. Name of the sheet of a workbook, or its number from 1; the first one when omitted. */
                    sheet?: string;
                    /**
                     * @description Only with a file. What becomes of rows that are no valid items: the whole file is refused, they are left out and told, or they are recorded as failed items.
                     * @default refuse
                     * @enum {string}
                     */
                    on_invalid?: "refuse" | "skip" | "fail_items";
                };
            };
        };
        responses: {
            /** @description With `validate_only`: nothing was stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description A batch that was stored; one that came as a file says how that was read. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmittedBatch"];
                };
            };
        };
    };
    listBatchActions: {
        parameters: {
            query?: {
                /** @description Only actions in this state. */
                status?: "pending" | "running" | "completed" | "cancelled" | "stopped";
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of actions, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchActionList"];
                };
            };
        };
    };
    startBatchAction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A retry with the same key and the same bytes as body within 24 hours answers with the action of the first one, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "retry",
                 *       "filter": {
                 *         "status": "failed"
                 *       },
                 *       "dry_run": true,
                 *       "reason": "The provider is back."
                 *     }
                 */
                "application/json": components["schemas"]["NewBatchAction"];
            };
        };
        responses: {
            /** @description With `dry_run`: nothing was stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchActionCount"];
                };
            };
            /** @description An action on many batches and how far it is. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAction"];
                };
            };
        };
    };
    getBatchAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the action. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An action on many batches and how far it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAction"];
                };
            };
        };
    };
    cancelBatchAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the action. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An action on many batches and how far it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAction"];
                };
            };
        };
    };
    openBatch: {
        parameters: {
            query?: {
                /** @description Checks the submission and answers with verdicts; nothing is stored. */
                validate_only?: boolean;
            };
            header?: {
                /** @description A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "url_analysis",
                 *       "name": "A batch in parts"
                 *     }
                 */
                "application/json": components["schemas"]["OpenBatch"];
            };
        };
        responses: {
            /** @description With `validate_only`: nothing was stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description The current state of a batch of any kind. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
        };
    };
    appendPart: {
        parameters: {
            query?: {
                /** @description Checks the part and answers what it would be; nothing is stored. */
                validate_only?: boolean;
                /** @description Only with a file. Which column goes to which field, as JSON: docs/api/files.md. Guessed when omitted. */
                mapping?: string;
                /** @description Only with a file. Format of the file, where it is not recognised. */
                format?: "csv" | "ndjson" | "xlsx";
                /** @description Only with a file. Encoding of its text, where it is not recognised. */
                encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                /** @description Only with a file. Separator of a CSV file, where it is not recognised. */
                delimiter?: "," | ";" | "tab" | "|";
                /** @description Only with a file. Name of the sheet of a workbook, or its number from 1; the first one when omitted. */
                sheet?: string;
                /** @description Only with a file. What becomes of rows that are no valid items: the whole file is refused, they are left out and told, or they are recorded as failed items. */
                on_invalid?: "refuse" | "skip" | "fail_items";
            };
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
                /** @description Number of the part, chosen by the sender: 1 to 100,000. */
                part: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "url": "https://example.com/",
                 *           "ref": "home"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PartBody"];
                "application/x-ndjson": string;
                "text/csv": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file.
                     */
                    file: string;
                    /** @description Only with a file. Which column goes to which field, as JSON: docs/api/files.md. Guessed when omitted. */
                    mapping?: string;
                    /**
                     * @description Only with a file. Format of the file, where it is not recognised.
                     * @enum {string}
                     */
                    format?: "csv" | "ndjson" | "xlsx";
                    /**
                     * @description Only with a file. Encoding of its text, where it is not recognised.
                     * @enum {string}
                     */
                    encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                    /**
                     * @description Only with a file. Separator of a CSV file, where it is not recognised.
                     * @enum {string}
                     */
                    delimiter?: "," | ";" | "tab" | "|";
                    /** @description Only with a file. Name of the sheet of a workbook, or its number from 1; the first one when omitted. */
                    sheet?: string;
                    /**
                     * @description Only with a file. What becomes of rows that are no valid items: the whole file is refused, they are left out and told, or they are recorded as failed items.
                     * @default refuse
                     * @enum {string}
                     */
                    on_invalid?: "refuse" | "skip" | "fail_items";
                };
            };
        };
        responses: {
            /** @description The part was stored before; or, with `validate_only`, nothing was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredPart"];
                };
            };
            /** @description A part that is stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredPart"];
                };
            };
        };
    };
    listParts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: number;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of parts by their numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartList"];
                };
            };
        };
    };
    sealBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expected_items": 1
                 *     }
                 */
                "application/json": components["schemas"]["Seal"];
            };
        };
        responses: {
            /** @description The current state of a batch of any kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
        };
    };
    getBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current state of a batch of any kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
        };
    };
    deleteBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "priority": "high"
                 *     }
                 */
                "application/json": components["schemas"]["BatchPatch"];
            };
        };
        responses: {
            /** @description The current state of a batch of any kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
        };
    };
    listBatchItems: {
        parameters: {
            query?: {
                /** @description Only items in this state. */
                status?: "pending" | "running" | "succeeded" | "failed" | "cancelled";
                /** @description Only failed items with this error code. */
                code?: string;
                /**
                 * @description Only items that this text of 1 to 200 characters finds: the beginning of their `ref` (case-sensitive), the code of
                 *     their error, words or parts of words that its message has, or words that their input has, as in `GET /search`. A
                 *     page looks for about 1.5 seconds: it may be short or empty although `next_cursor` goes on.
                 */
                q?: string;
                /** @description Most items of the page, 1 to 100; a page ends early when its items together have 8 MiB. */
                limit?: number;
                /** @description `next_cursor` of the previous page: the last index that it has, or has looked at. */
                cursor?: number;
            };
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of items in input order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemList"];
                };
            };
        };
    };
    getBatchItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
                /** @description Zero-based position of the item in its batch. */
                index: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item of a batch, with its result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
        };
    };
    pauseBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current state of a batch of any kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
        };
    };
    resumeBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current state of a batch of any kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
        };
    };
    cancelBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current state of a batch of any kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchView"];
                };
            };
        };
    };
    retryBatch: {
        parameters: {
            query?: {
                /** @description Only with a file. Which column goes to which field, as JSON: docs/api/files.md. Guessed when omitted. */
                mapping?: string;
                /** @description Only with a file. Format of the file, where it is not recognised. */
                format?: "csv" | "ndjson" | "xlsx";
                /** @description Only with a file. Encoding of its text, where it is not recognised. */
                encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                /** @description Only with a file. Separator of a CSV file, where it is not recognised. */
                delimiter?: "," | ";" | "tab" | "|";
                /** @description Only with a file. Name of the sheet of a workbook, or its number from 1; the first one when omitted. */
                sheet?: string;
                /** @description Only with a file. What becomes of rows that are no valid items: the whole file is refused, they are left out and told, or they are recorded as failed items. */
                on_invalid?: "refuse" | "skip";
            };
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "statuses": [
                 *         "failed",
                 *         "cancelled"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Retry"];
                "application/x-ndjson": string;
                "text/csv": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file.
                     */
                    file: string;
                    /** @description Only with a file. Which column goes to which field, as JSON: docs/api/files.md. Guessed when omitted. */
                    mapping?: string;
                    /**
                     * @description Only with a file. Format of the file, where it is not recognised.
                     * @enum {string}
                     */
                    format?: "csv" | "ndjson" | "xlsx";
                    /**
                     * @description Only with a file. Encoding of its text, where it is not recognised.
                     * @enum {string}
                     */
                    encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                    /**
                     * @description Only with a file. Separator of a CSV file, where it is not recognised.
                     * @enum {string}
                     */
                    delimiter?: "," | ";" | "tab" | "|";
                    /** @description Only with a file. Name of the sheet of a workbook, or its number from 1; the first one when omitted. */
                    sheet?: string;
                    /**
                     * @description Only with a file. What becomes of rows that are no valid items: the whole file is refused, they are left out and told, or they are recorded as failed items.
                     * @default refuse
                     * @enum {string}
                     */
                    on_invalid?: "refuse" | "skip";
                };
            };
        };
        responses: {
            /** @description The result of a retry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryResult"];
                };
            };
        };
    };
    exportBatch: {
        parameters: {
            query?: {
                /**
                 * @description Format of the file. Without it a batch that came as a file has that of the file, in the layout `original`; others
                 *     are JSON.
                 */
                format?: "json" | "ndjson" | "csv" | "xlsx";
                /**
                 * @description Encoding of CSV and lines of JSON. Without it a batch that came as a file has that of the file, in the layout
                 *     `original`; others are UTF-8. What Windows-1252 has no character for is a question mark in CSV; UTF-16 begins with
                 *     a byte order mark.
                 */
                encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                /** @description Only items of this state; `unprocessed` are those that are pending or running. */
                only?: "succeeded" | "failed" | "cancelled" | "unprocessed";
                /**
                 * @description Columns of a table, or fields of lines of JSON: `original` are those that the caller sent, in their order, followed
                 *     by `_index`, `_status`, `_error_code`, `_error_message` and the results, with `only=failed` by `_index`,
                 *     `_error_code` and `_error_message` alone, to be mended and sent to retry; `standard` are those of the service.
                 *     Without it a batch that came as a file has the original ones, others the standard ones.
                 */
                layout?: "standard" | "original";
                /** @description Whether a CSV file in UTF-8 begins with a byte order mark, without which Excel does not read it as UTF-8. */
                bom?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"][];
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    getBatchImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How a file was read, and what became of its rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
        };
    };
    listKinds: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an earlier answer: 304 without a body when it is still the same. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kinds of batches in the order of the documentation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindList"];
                };
            };
        };
    };
    getKind: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an earlier answer: 304 without a body when it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the kind. */
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A kind of batches: what one item is, what is done with it, what comes out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Kind"];
                };
            };
        };
    };
    streamBatchEvents: {
        parameters: {
            query?: {
                /** @description A one-time ticket instead of an API key, for browsers. */
                ticket?: unknown;
            };
            header?: {
                /** @description The id of the last event that the client received. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description Id of the batch. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The batch has ended and the client has seen it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    searchBatches: {
        parameters: {
            query: {
                /**
                 * @description 1 to 200 characters: the id of a batch, a part of its name, the beginning of an item's ref, an error code, words of
                 *     an error message, or words of an input such as a URL, a name or an address.
                 */
                q: string;
                /** @description Only batches of this kind. */
                kind?: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: string;
                /**
                 * @description Id of the owner whose rows are listed; other owners only with the scope `admin`, which sees all owners' rows when
                 *     omitted.
                 */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of what was found: batch ids first, then names, refs, error codes, error messages, inputs; each newest batch first, refs in their order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResult"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is calling, with what rights and limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    getStats: {
        parameters: {
            query?: {
                /** @description Only batches created within this time before now. */
                timeframe?: "1h" | "6h" | "24h" | "7d" | "30d";
                /** @description Only batches of this kind. */
                kind?: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
                /** @description Only batches of the user with this id; another user's require the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Statistics over the batches that the caller may see, at most 5 seconds old. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stats"];
                };
            };
        };
    };
    getFailureCauses: {
        parameters: {
            query?: {
                /** @description Only batches created within this time before now. */
                timeframe?: "1h" | "6h" | "24h" | "7d" | "30d";
                /** @description Only batches of this kind. */
                kind?: "operations" | "contact_analysis" | "url_analysis" | "company_extraction" | "profile_ingestion";
                /** @description Only batches of the user with this id; another user's require the scope `admin`. */
                owner?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Failures by kind, code and message, at most 15 seconds old. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Causes"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All endpoints of the caller, at most eleven: ten registered ones and the one for the `webhook_url` of batches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
        };
    };
    registerWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.example/batches",
                 *       "events": [
                 *         "batch.completed",
                 *         "batch.failed"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description An endpoint with its new secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the response has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endpoint with its new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page; omit it for the first page. */
                cursor?: number;
                /** @description Maximum number of rows in the response, 1 to 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
                /** @description Id of the delivery. */
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One message to one endpoint. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One message to one endpoint. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
        };
    };
}

/** Items and options of every kind that the service itself brings. */
export interface Kinds {
  operations: { item: components['schemas']['OperationsKindItem']; options: components['schemas']['OperationsKindOptions'] };
  contact_analysis: { item: components['schemas']['ContactAnalysisKindItem']; options: components['schemas']['ContactAnalysisKindOptions'] };
  url_analysis: { item: components['schemas']['UrlAnalysisKindItem']; options: components['schemas']['UrlAnalysisKindOptions'] };
  company_extraction: { item: components['schemas']['CompanyExtractionKindItem']; options: components['schemas']['CompanyExtractionKindOptions'] };
  profile_ingestion: { item: components['schemas']['ProfileIngestionKindItem']; options: components['schemas']['ProfileIngestionKindOptions'] };
}

/** Method and path of every operation. */
export const ROUTES = {
  listKeys: 'GET /api/v1/keys',
  issueKey: 'POST /api/v1/keys',
  revokeKey: 'DELETE /api/v1/keys/{id}',
  issueLiveTicket: 'POST /api/v1/live-tickets',
  signIn: 'POST /api/v1/sessions',
  signOut: 'DELETE /api/v1/sessions',
  getSession: 'GET /api/v1/sessions/current',
  listUsers: 'GET /api/v1/users',
  createUser: 'POST /api/v1/users',
  getUser: 'GET /api/v1/users/{id}',
  updateUser: 'PATCH /api/v1/users/{id}',
  getHealth: 'GET /api/v1/health',
  getLiveness: 'GET /api/v1/health/live',
  getReadiness: 'GET /api/v1/health/ready',
  getMetrics: 'GET /api/v1/metrics',
  listOperationTemplates: 'GET /api/v1/batch/templates',
  submitOperationTemplate: 'POST /api/v1/batch/templates',
  submitOperations: 'POST /api/v1/batch',
  listOperationBatches: 'GET /api/v1/batch/history',
  getOperationStats: 'GET /api/v1/batch/stats',
  getOperationBatch: 'GET /api/v1/batch/{batch_id}',
  listOrders: 'GET /api/v1/orders',
  createOrder: 'POST /api/v1/orders',
  getOrder: 'GET /api/v1/orders/{id}',
  updateOrder: 'PATCH /api/v1/orders/{id}',
  deleteOrder: 'DELETE /api/v1/orders/{id}',
  listProfessionals: 'GET /api/v1/professionals',
  createProfessional: 'POST /api/v1/professionals',
  getProfessional: 'GET /api/v1/professionals/{id}',
  updateProfessional: 'PATCH /api/v1/professionals/{id}',
  deleteProfessional: 'DELETE /api/v1/professionals/{id}',
  listServices: 'GET /api/v1/services',
  createService: 'POST /api/v1/services',
  getService: 'GET /api/v1/services/{id}',
  updateService: 'PATCH /api/v1/services/{id}',
  deleteService: 'DELETE /api/v1/services/{id}',
  insertContacts: 'POST /api/v1/batch-process',
  listContacts: 'GET /api/v1/contact-analysis',
  eraseContacts: 'DELETE /api/v1/contact-analysis',
  getContact: 'GET /api/v1/contact-analysis/{id}',
  updateContact: 'PATCH /api/v1/contact-analysis/{id}',
  eraseContact: 'DELETE /api/v1/contact-analysis/{id}',
  startUrlJob: 'POST /api/v1/batch-processing/start',
  getUrlJobProgress: 'GET /api/v1/batch-processing/progress/{batch_job_id}',
  listUrlJobs: 'GET /api/v1/batch-processing/jobs',
  cancelUrlJob: 'POST /api/v1/batch-processing/cancel/{batch_job_id}',
  getUrlJobResults: 'GET /api/v1/batch-processing/results/{batch_job_id}',
  getUrlHistory: 'GET /api/v1/batch-processing/history',
  deleteUrlHistory: 'DELETE /api/v1/batch-processing/history',
  compareUrlJobs: 'GET /api/v1/batch-processing/compare',
  getUrlQueueStatus: 'GET /api/v1/batch-processing/queue/status',
  cleanUpUrlJobs: 'DELETE /api/v1/batch-processing/cleanup',
  getUrlHealth: 'GET /api/v1/batch-processing/health',
  getUrlAnalytics: 'GET /api/v1/batch-processing/analytics',
  extractCompany: 'POST /api/v1/company/extract',
  getCompanyHealth: 'GET /api/v1/company/health',
  getCompanyStats: 'GET /api/v1/company/batch/stats',
  submitCompanies: 'POST /api/v1/company/batch/submit',
  getCompanyBatchStatus: 'GET /api/v1/company/batch/{id}/status',
  getCompanyBatchSpending: 'GET /api/v1/company/batch/{id}/spending',
  getCompanyBatchResults: 'GET /api/v1/company/batch/{id}/results',
  downloadCompanyBatch: 'GET /api/v1/company/batch/{id}/download',
  deleteCompanyBatch: 'DELETE /api/v1/company/batch/{id}',
  cancelCompanyBatch: 'POST /api/v1/company/batch/{id}/cancel',
  pauseCompanyBatch: 'POST /api/v1/company/batch/{id}/pause',
  resumeCompanyBatch: 'POST /api/v1/company/batch/{id}/resume',
  retryCompanyBatch: 'POST /api/v1/company/batch/{id}/retry',
  submitProfiles: 'POST /api/v1/profiles/batch-enhanced',
  getProfileBatch: 'GET /api/v1/profiles/batch-enhanced/{batch_id}',
  getProfileBatchSpending: 'GET /api/v1/profiles/batch-enhanced/{batch_id}/spending',
  getProfileAnalytics: 'GET /api/v1/profiles/analytics',
  searchProfiles: 'POST /api/v1/profiles/search',
  searchCompanies: 'POST /api/v1/companies/search',
  importProfile: 'POST /api/v1/profiles/import',
  listProfiles: 'GET /api/v1/profiles',
  eraseProfileByUrl: 'DELETE /api/v1/profiles',
  getProfile: 'GET /api/v1/profiles/{id}',
  eraseProfile: 'DELETE /api/v1/profiles/{id}',
  listBatches: 'GET /api/v1/batches',
  submitBatch: 'POST /api/v1/batches',
  listBatchActions: 'GET /api/v1/batches/actions',
  startBatchAction: 'POST /api/v1/batches/actions',
  getBatchAction: 'GET /api/v1/batches/actions/{id}',
  cancelBatchAction: 'POST /api/v1/batches/actions/{id}/cancel',
  openBatch: 'POST /api/v1/batches/open',
  appendPart: 'POST /api/v1/batches/{id}/parts/{part}',
  listParts: 'GET /api/v1/batches/{id}/parts',
  sealBatch: 'POST /api/v1/batches/{id}/seal',
  getBatch: 'GET /api/v1/batches/{id}',
  updateBatch: 'PATCH /api/v1/batches/{id}',
  deleteBatch: 'DELETE /api/v1/batches/{id}',
  listBatchItems: 'GET /api/v1/batches/{id}/items',
  getBatchItem: 'GET /api/v1/batches/{id}/items/{index}',
  pauseBatch: 'POST /api/v1/batches/{id}/pause',
  resumeBatch: 'POST /api/v1/batches/{id}/resume',
  cancelBatch: 'POST /api/v1/batches/{id}/cancel',
  retryBatch: 'POST /api/v1/batches/{id}/retry',
  exportBatch: 'GET /api/v1/batches/{id}/export',
  getBatchImport: 'GET /api/v1/batches/{id}/import',
  listKinds: 'GET /api/v1/kinds',
  getKind: 'GET /api/v1/kinds/{kind}',
  streamBatchEvents: 'GET /api/v1/batches/{id}/events',
  searchBatches: 'GET /api/v1/search',
  getMe: 'GET /api/v1/me',
  getStats: 'GET /api/v1/stats',
  getFailureCauses: 'GET /api/v1/stats/causes',
  listWebhooks: 'GET /api/v1/webhooks',
  registerWebhook: 'POST /api/v1/webhooks',
  deleteWebhook: 'DELETE /api/v1/webhooks/{id}',
  rotateWebhookSecret: 'POST /api/v1/webhooks/{id}/rotate-secret',
  listWebhookDeliveries: 'GET /api/v1/webhooks/{id}/deliveries',
  redeliverWebhook: 'POST /api/v1/webhooks/{id}/deliveries/{delivery}/redeliver',
  testWebhook: 'POST /api/v1/webhooks/{id}/test',
} as const;
