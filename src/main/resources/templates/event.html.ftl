<#ftl output_format="HTML">
<#assign tone = {"info": "#1f6feb", "warning": "#b35900", "critical": "#c62828"}[severity]!"#555555">
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${headline}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #14171a !important; }
  .card { background: #1f2428 !important; border-color: #3a4148 !important; color: #e6e9ec !important; }
  .label, .foot { color: #9aa4ae !important; }
  .head { color: #ffffff !important; }
  .why { background: #2a3036 !important; color: #e6e9ec !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:16px;background:#f3f4f6;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #d9dde2;border-radius:8px;color:#1b1f23;">
<tr><td style="border-top:4px solid ${tone};border-radius:8px 8px 0 0;padding:18px 20px 6px 20px;">
<div style="font-size:12px;font-weight:600;letter-spacing:.4px;text-transform:uppercase;color:${tone};">${severity} &middot; ${type}</div>
<div class="head" style="font-size:19px;line-height:1.35;font-weight:600;margin-top:4px;word-break:break-word;">${headline}</div>
</td></tr>
<#list calls as call>
<tr><td style="padding:8px 20px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font-size:15px;line-height:1.5;">
<tr><td class="label" style="color:#606b76;width:84px;vertical-align:top;">Who</td><td style="word-break:break-word;">${call.who} <span class="label" style="color:#606b76;">(${call.kind})</span></td></tr>
<tr><td class="label" style="color:#606b76;vertical-align:top;">Start</td><td>${call.start}</td></tr>
<tr><td class="label" style="color:#606b76;vertical-align:top;">End</td><td>${call.end}</td></tr>
<tr><td class="label" style="color:#606b76;vertical-align:top;">Duration</td><td><strong>${call.duration}</strong></td></tr>
<tr><td class="label" style="color:#606b76;vertical-align:top;">Type</td><td>${call.type}<#if call.modalities?has_content>, ${call.modalities}</#if></td></tr>
<tr><td class="label" style="color:#606b76;vertical-align:top;">Call</td><td style="font-size:13px;word-break:break-all;">${call.id}, version ${call.version}</td></tr>
</table>
<#if call.joinUrl?has_content><div style="margin-top:8px;"><a href="${call.joinUrl}" style="color:${tone};">Open the meeting</a></div></#if>
</td></tr>
</#list>
<tr><td style="padding:8px 20px 4px 20px;font-size:15px;">
<#if event.rule??><div><span class="label" style="color:#606b76;">Rule</span> <strong>${event.rule}</strong></div></#if>
<#if reasons?has_content>
<div class="why" style="margin-top:6px;padding:8px 10px;background:#f3f4f6;border-radius:6px;font-family:ui-monospace,Consolas,Menlo,monospace;font-size:13px;line-height:1.6;word-break:break-word;">
<#list reasons as reason>${reason.part} = ${reason.value}<br></#list>
</div>
</#if>
</td></tr>
<tr><td class="foot" style="padding:10px 20px 18px 20px;font-size:12px;color:#606b76;word-break:break-all;">Tenant ${event.tenantId}<br>Event ${event.id}</td></tr>
</table>
</body>
</html>
