package dev.milena.router.intake;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a batch has come to, its transaction committed.
 *
 * @param records to be appended
 * @param afterwards once they are safe
 */
public record Effect(List<ProducerRecord<String, byte[]>> records, Runnable afterwards) {}
