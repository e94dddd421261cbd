import com.google.cloud.datastore.emulator.firestore.CloudFirestore;
import java.lang.reflect.Field;
import java.time.Duration;

/**
 * Google's Firestore emulator with short waits for locks.
 *
 * <p>Two transactions that want to write what both have read wait for each other. Production ends one of them at once; the
 * emulator lets both wait for two seconds, again and again. Run from source: java -cp EMULATOR_JAR THIS_FILE OPTIONS
 */
public class FirestoreShortLocks {
  private static final Duration WAIT = Duration.ofMillis(60);

  public static void main(String[] options) throws Exception {
    Class<?> service = Class.forName("com.google.cloud.datastore.emulator.impl.firestore.CloudFirestoreV1");
    Field timeout = service.getDeclaredField("LOCK_ACQUIRE_TIMEOUT");
    Field unsafeField = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
    unsafeField.setAccessible(true);
    sun.misc.Unsafe unsafe = (sun.misc.Unsafe) unsafeField.get(null); // the field is final: reflection alone cannot
    unsafe.putObject(unsafe.staticFieldBase(timeout), unsafe.staticFieldOffset(timeout), WAIT);
    CloudFirestore.main(options);
  }
}
