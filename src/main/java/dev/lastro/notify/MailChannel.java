package dev.lastro.notify;

import dev.lastro.outbound.Words;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.mail.javamail.MimeMessagePreparator;

/** One mail to everybody. */
final class MailChannel implements Channel {

    private final JavaMailSender sender;
    private final NotifyProperties.Mail mail;
    private final @Nullable URI link;

    MailChannel(JavaMailSender sender, NotifyProperties.Mail mail, @Nullable URI link) {
        this.sender = sender;
        this.mail = mail;
        this.link = link;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void tell(Notice notice) throws IOException {
        var text = new NoticeText(notice, link);
        MimeMessagePreparator preparator = message -> {
            var helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            helper.setFrom(mail.from());
            helper.setTo(mail.to().toArray(String[]::new));
            helper.setSubject(text.subject());
            helper.setText(text.body());
            message.setHeader("X-Lastro-Notice", notice.id());
            // nobody answers a program, and no program shall answer this one (RFC 3834)
            message.setHeader("Auto-Submitted", "auto-generated");
        };
        try {
            sender.send(preparator);
        } catch (MailException e) {
            throw new IOException(Words.of(e), e);
        }
    }
}
