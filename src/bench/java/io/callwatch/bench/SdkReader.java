package io.callwatch.bench;

import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.graph.models.callrecords.CallRecord;
import com.microsoft.graph.models.callrecords.CallRecordCollectionResponse;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import java.util.concurrent.atomic.AtomicInteger;

/** Microsoft's Graph SDK with its page iterator, as its documentation has it. */
public final class SdkReader {
    private SdkReader() {
    }

    public static void main(String[] args) throws Exception {
        GraphServiceClient client = new GraphServiceClient(new AnonymousAuthenticationProvider());
        client.getRequestAdapter().setBaseUrl(args[0].replace("/communications/callRecords", ""));
        AtomicInteger records = new AtomicInteger();
        new PageIterator.Builder<CallRecord, CallRecordCollectionResponse>().client(client)
                .collectionPage(client.communications().callRecords().get())
                .collectionPageFactory(CallRecordCollectionResponse::createFromDiscriminatorValue)
                .processPageItemCallback(call -> records.incrementAndGet() > 0).build().iterate();
        System.out.println(records);
        System.exit(0); // its HTTP client's threads would stay a minute
    }
}
